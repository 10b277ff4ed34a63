// The state of the workspace as the server tells it, and what a person can do in it.

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- blocks are Slack's, in many shapes
export type Json = any;

export interface Person {
  id: string;
  name: string;
  real_name: string;
  locale: string;
  is_bot: boolean;
}

export interface Conversation {
  id: string;
  name: string;
  members: string[];
  archived: boolean;
}

export interface Post {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks?: Json[];
  thread_ts?: string;
  only?: string;
  edited?: boolean;
  files?: { id: string }[];
}

export interface StoredFile {
  name: string;
  title: string;
  size: number;
  mimetype: string;
}

export interface Modal {
  id: string;
  user: string;
  view: Json;
  state: Record<string, Record<string, Json>>;
}

export interface Command {
  command: string;
  description: string;
  usage_hint: string;
}

export interface Exchange {
  number: number;
  way: "call" | "event";
  name: string;
  status: string;
  seconds: number;
  body: Json;
}

export interface State {
  people: Person[];
  conversations: Conversation[];
  posts: Post[];
  /** How many older posts are not shown. */
  earlier: number;
  files: Record<string, StoredFile>;
  modals: Modal[];
  homes: Record<string, Json>;
  prompts: { title: string; message: string }[];
  commands: Command[];
  shortcuts: { callback_id: string; name: string }[];
  exchanges: Exchange[];
  faults: string[];
  status: string;
  connected: boolean;
}

export type Act = { do: string; [fact: string]: unknown };

export interface Outcome {
  ok: boolean;
  error?: string;
  errors?: Record<string, string>;
}
