// A conversation: its messages, a thread beside it, and the box to write in.
import { useEffect, useRef, useState } from "react";
import { Composer } from "./composer";
import { Post } from "./post";
import { act, BOT } from "./server";
import type { Conversation as Place, Post as Said, State } from "./types";

interface Shown {
  place: Place;
  state: State;
  me: string;
  theme: "light" | "dark";
  inspect: (post: Said) => void;
  failed: (what: string) => void;
}

export function Conversation(props: Shown) {
  const { place, state, me } = props;
  const [thread, setThread] = useState<string | null>(null);
  const asked = useRef<number | null>(null);
  const took = useRef<Record<string, number>>({});
  const here = state.posts.filter((post) => post.channel === place.id && (!post.only || post.only === me));
  const roots = here.filter((post) => !post.thread_ts || post.thread_ts === post.ts || post.only);
  const replies = (ts: string) => here.filter((post) => post.thread_ts === ts && post.ts !== ts && !post.only);

  const newest = here.filter(answers).at(-1);
  useEffect(() => {
    if (!newest || asked.current === null || newest.ts in took.current) return;
    took.current[newest.ts] = (Date.now() - asked.current) / 1000;
    asked.current = null;
    if (newest.thread_ts && !newest.only) setThread(newest.thread_ts);
  }, [newest?.ts]);
  const sent = () => {
    asked.current = Date.now();
    for (const post of here) took.current[post.ts] ??= NaN;
  };
  const suggest = async (text: string) => {
    sent();
    const outcome = await act({ do: "say", user: me, channel: place.id, text });
    if (!outcome.ok) props.failed(outcome.error ?? "");
  };
  const seconds = (ts: string) => {
    const known = took.current[ts];
    return known === undefined || Number.isNaN(known) ? undefined : known;
  };
  const root = thread ? here.find((post) => post.ts === thread) : undefined;
  const shared = { state, me, theme: props.theme, inspect: props.inspect, asked: sent, failed: props.failed };
  return (
    <div role="log" aria-label="Messages" aria-live="polite" className={`conversation ${root ? "with-thread" : ""}`}>
      <section aria-label={place.name ? `#${place.name}` : "Messages"} className="stream">
        <Scrolled label={place.name ? "In the channel" : "In this conversation"} count={roots.length} empty={state.status}>
          {roots.map((post) => (
            <Post
              key={post.ts}
              {...shared}
              post={post}
              seconds={seconds(post.ts)}
              replies={replies(post.ts).length}
              open={() => setThread(post.ts)}
            />
          ))}
        </Scrolled>
        {place.id.startsWith("D") && (
          <p className="prompts" role="group" aria-label="Suggestions">
            {state.prompts.map(({ title, message }) => (
              <button key={title} type="button" className="pressable" onClick={() => void suggest(message)}>
                {title}
              </button>
            ))}
          </p>
        )}
        <Composer
          key={place.id}
          label="Message"
          hint={place.name ? `Message #${place.name}` : "Message ReelPulse"}
          state={state}
          me={me}
          channel={place.id}
          sent={sent}
          failed={props.failed}
        />
      </section>
      {root && (
        <aside aria-label="Thread" className="thread">
          <header>
            <h2>Thread</h2>
            <button type="button" aria-label="Close thread" onClick={() => setThread(null)}>
              ✕
            </button>
          </header>
          <Scrolled label="Replies" count={replies(root.ts).length}>
            {[root, ...replies(root.ts)].map((post) => (
              <Post key={post.ts} {...shared} post={post} seconds={seconds(post.ts)} />
            ))}
          </Scrolled>
          <Composer
            label="Reply"
            hint="Reply… (slash commands cannot be used in threads)"
            state={state}
            me={me}
            channel={place.id}
            thread={root.ts}
            sent={sent}
            failed={props.failed}
          />
        </aside>
      )}
    </div>
  );
}

// "Working on it" is a note of small print only; an answer says more.
function answers(post: Said): boolean {
  const says = Boolean(post.files?.length) || (post.blocks ?? []).some((block) => block.type !== "context");
  return post.user === BOT && says;
}

function Scrolled({ label, count, empty, children }: { label: string; count: number; empty?: string; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const log = box.current;
    if (!log) return;
    log.scrollTop = log.scrollHeight;
    // Pictures and charts grow after they are first laid out.
    const grown = new ResizeObserver(() => (log.scrollTop = log.scrollHeight));
    if (log.lastElementChild) grown.observe(log.lastElementChild);
    return () => grown.disconnect();
  }, [count]);
  return (
    <div ref={box} role="group" aria-label={label} tabIndex={0} className="log">
      {children}
      {!count && empty !== undefined && (
        <p className="empty">{empty ? `A moment: ${empty}` : "Nothing here yet. Type “/” to see what can be asked."}</p>
      )}
    </div>
  );
}
