// The only place that talks to the server: one stream of states in, one address for what people do.
import { useEffect, useState } from "react";
import type { Act, Outcome, State } from "./types";

const token = new URLSearchParams(location.search).get("token") ?? "";

export const BOT = "U0REEL";

export function useWorkspace(): { state: State | null; lost: boolean } {
  const [state, setState] = useState<State | null>(null);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const stream = new EventSource(`/page/states?token=${encodeURIComponent(token)}`);
    stream.onmessage = (event) => {
      setState(JSON.parse(event.data) as State);
      setLost(false);
    };
    stream.onerror = () => setLost(true);
    return () => stream.close();
  }, []);
  return { state, lost };
}

export async function act(what: Act): Promise<Outcome> {
  try {
    const answer = await fetch("/page/acts", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Page-Token": token },
      body: JSON.stringify(what),
    });
    return (await answer.json()) as Outcome;
  } catch {
    return { ok: false, error: "The demo does not answer. Is `reelpulse demo` still running?" };
  }
}

export async function shareFile(user: string, channel: string, file: File, thread?: string): Promise<Outcome> {
  const where = new URLSearchParams({ user, channel, name: file.name, ...(thread ? { thread } : {}) });
  try {
    const answer = await fetch(`/page/shared?${where}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "X-Page-Token": token },
      body: file,
    });
    return (await answer.json()) as Outcome;
  } catch {
    return { ok: false, error: "The file did not arrive. Is `reelpulse demo` still running?" };
  }
}

export async function manifest(): Promise<string> {
  const answer = await fetch(`/page/manifest?token=${encodeURIComponent(token)}`);
  return answer.text();
}

export function fileAddress(id: string): string {
  return `/page/files/${encodeURIComponent(id)}?token=${encodeURIComponent(token)}`;
}
