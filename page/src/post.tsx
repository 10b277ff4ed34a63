// One message: who, when, what, files, and the way into its thread.
import { Blocks } from "./blocks";
import { act, BOT, fileAddress } from "./server";
import type { Json, Post as Said, State } from "./types";
import { type Say, useWords } from "./words";

interface Shown {
  post: Said;
  state: State;
  me: string;
  theme: "light" | "dark";
  seconds?: number;
  replies?: number;
  open?: () => void;
  inspect: (post: Said) => void;
  asked: () => void;
  failed: (what: string) => void;
}

export function Post({ post, state, me, theme, seconds, replies, open, inspect, asked, failed }: Shown) {
  const t = useWords();
  const author = state.people.find((person) => person.id === post.user);
  const name = author?.real_name ?? post.user;
  const press = async (action: Json) => {
    asked();
    const outcome = await act({ ...action, do: "click", user: me, channel: post.channel, ts: post.ts });
    if (!outcome.ok) failed(outcome.error ?? "");
  };
  const blocks = post.blocks?.length
    ? post.blocks
    : post.text
      ? [{ type: "section", text: { type: "mrkdwn", text: post.text } }]
      : [];
  return (
    <article className={`post ${post.only ? "only" : ""}`} data-ts={post.ts}>
      <span className={`avatar ${post.user === BOT ? "bot" : ""}`} aria-hidden="true">
        {post.user === BOT ? "▶" : name.slice(0, 1)}
      </span>
      <div className="said">
        <p className="who">
          <strong>{name}</strong>
          {post.user === BOT && <span className="tag">APP</span>}
          <time dateTime={new Date(Number(post.ts) * 1000).toISOString()}>{clock(post.ts)}</time>
          {post.only && <span className="note">{t("Only visible to you")}</span>}
          {post.edited && <span className="note">{t("(edited)")}</span>}
          {seconds !== undefined && <span className="note seconds">{t("answered in {seconds} s", { seconds: seconds.toFixed(1) })}</span>}
        </p>
        <Blocks blocks={blocks} state={state} theme={theme} press={(action) => void press(action)} />
        {post.files?.map(({ id }) => <Shared key={id} id={id} state={state} me={me} post={post} />)}
        <p className="below">
          {replies ? (
            <button type="button" className="link" onClick={open}>
              {replies === 1 ? t("1 reply") : t("{n} replies", { n: replies })}
            </button>
          ) : null}
          {open && !replies && !post.only && (
            <button type="button" className="link quiet" onClick={open}>
              {t("Reply in thread")}
            </button>
          )}
          {post.user === BOT && (
            <button type="button" className="link quiet" onClick={() => inspect(post)}>
              {t("Raw payload")}
            </button>
          )}
        </p>
      </div>
    </article>
  );
}

function Shared({ id, state, me, post }: { id: string; state: State; me: string; post: Said }) {
  const t = useWords();
  const file = state.files[id];
  if (!file) return <p className="file">{t("This file was deleted.")}</p>;
  if (file.mimetype.startsWith("image/"))
    return (
      <figure className="picture">
        <img src={fileAddress(id)} alt={file.title || file.name} />
      </figure>
    );
  return (
    <p className="file">
      <a href={fileAddress(id)} download={file.name}>
        {file.name}
      </a>{" "}
      <span className="note">{size(file.size, t)}</span>
      {state.shortcuts.map((shortcut) => (
        <button
          key={shortcut.callback_id}
          type="button"
          className="link"
          onClick={() =>
            void act({ do: "shortcut", user: me, channel: post.channel, ts: post.ts, name: shortcut.callback_id })
          }
        >
          {shortcut.name}
        </button>
      ))}
    </p>
  );
}

function clock(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

function size(bytes: number, t: Say): string {
  return bytes < 1e4 ? t("{n} bytes", { n: bytes }) : bytes < 1e7 ? `${Math.round(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`;
}
