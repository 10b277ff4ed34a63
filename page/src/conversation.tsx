// A conversation: its messages, a thread beside it, and the box to write in.
import { useEffect, useRef, useState } from "react";
import { Composer } from "./composer";
import { Post } from "./post";
import { act, BOT } from "./server";
import type { Conversation as Place, Post as Said, State } from "./types";
import { useWords } from "./words";

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
  const t = useWords();
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
    <div role="log" aria-label={t("Messages")} aria-live="polite" className={`conversation ${root ? "with-thread" : ""}`}>
      <section aria-label={place.name ? `#${place.name}` : t("Messages")} className="stream">
        <Scrolled 
          label={t(place.name ? "In the channel" : "In this conversation")}
          count={roots.length}
          first={roots[0]?.ts}
          empty={state.status}
        >
          {state.earlier > 0 && (
            <p className="earlier">
              <button type="button" className="pressable" onClick={() => void act({ do: "earlier" })}>
                {t("Show {n} earlier messages", { n: state.earlier })}
              </button>
            </p>
          )}
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
          <p className="prompts" role="group" aria-label={t("Suggestions")}>
            {state.prompts.map(({ title, message }) => (
              <button key={title} type="button" className="pressable" onClick={() => void suggest(message)}>
                {title}
              </button>
            ))}
          </p>
        )}
        <Composer
          key={place.id}
          label={t("Message")}
          hint={place.name ? t("Message #{name}", { name: place.name }) : t("Message ReelPulse")}
          state={state}
          me={me}
          channel={place.id}
          sent={sent}
          failed={props.failed}
        />
      </section>
      {root && (
        <aside aria-label={t("Thread")} className="thread">
          <header>
            <h2>{t("Thread")}</h2>
            <button type="button" aria-label={t("Close thread")} onClick={() => setThread(null)}>
              ✕
            </button>
          </header>
          <Scrolled label={t("Replies")} count={replies(root.ts).length}>
            {[root, ...replies(root.ts)].map((post) => (
              <Post key={post.ts} {...shared} post={post} seconds={seconds(post.ts)} />
            ))}
          </Scrolled>
          <Composer
            label={t("Reply")}
            hint={t("Reply… (slash commands cannot be used in threads)")}
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

interface Listed {
  label: string;
  count: number;
  first?: string;
  empty?: string;
  children: React.ReactNode;
}

function Scrolled({ label, count, first, empty, children }: Listed) {
  const t = useWords();
  const top = useRef(first);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const log = box.current;
    if (!log) return;
    const before = top.current;
    top.current = first;
    // Earlier messages were put in front: the reader stays where they are.
    if (before && first && first < before) return;
    log.scrollTop = log.scrollHeight;
    // Pictures and charts grow after they are first laid out.
    const grown = new ResizeObserver(() => (log.scrollTop = log.scrollHeight));
    if (log.lastElementChild) grown.observe(log.lastElementChild);
    return () => grown.disconnect();
  }, [count, first]);
  return (
    <div ref={box} role="group" aria-label={label} tabIndex={0} className="log">
      {children}
      {!count && empty !== undefined && (
        <p className="empty">{empty ? t("A moment: {status}", { status: t(empty) }) : t("Nothing here yet. Type “/” to see what can be asked.")}</p>
      )}
    </div>
  );
}
