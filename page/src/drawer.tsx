// Behind the scenes: what the app and the server said to each other, and switches for bad days.
import { useState } from "react";
import { act } from "./server";
import type { Exchange, Post, State } from "./types";
import { useWords } from "./words";

const FAULTS: [string, string][] = [
  ["rate_limit", "Rate limit on the next message"],
  ["lost_answer", "500 after accepting the next message"],
  ["slow", "Slow network"],
  ["duplicates", "Every event twice"],
  ["drop_socket", "Drop the socket now"],
];

interface Shown {
  state: State;
  post: Post | null;
  close: () => void;
}

export function Drawer({ state, post, close }: Shown) {
  const t = useWords();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <aside className="drawer" aria-label={t("Behind the scenes")}>
      <header>
        <h2>{t("Behind the scenes")}</h2>
        <button type="button" aria-label={t("Close behind the scenes")} onClick={close}>
          ✕
        </button>
      </header>
      <div className="scrolls" tabIndex={0} role="region" aria-label={t("Payloads and faults")}>
        {post && (
          <section>
            <h3>{t("This message")}</h3>
            <pre>{JSON.stringify(post, null, 2)}</pre>
          </section>
        )}
        <section>
          <h3>{t("Bad days")}</h3>
          {FAULTS.map(([name, words]) => (
            <label key={name} className="switch">
              <input
                type="checkbox"
                checked={state.faults.includes(name)}
                onChange={(event) => void act({ do: "fault", name, on: event.target.checked })}
              />
              {t(words)}
            </label>
          ))}
        </section>
        <section>
          <h3>{t("Calls and events, newest first")}</h3>
          <ol className="exchanges">
            {[...state.exchanges].reverse().map((exchange) => (
              <li key={exchange.number}>
                <button
                  type="button"
                  aria-expanded={open === exchange.number}
                  onClick={() => setOpen(open === exchange.number ? null : exchange.number)}
                >
                  {line(exchange)}
                </button>
                {open === exchange.number && <pre>{JSON.stringify(exchange.body, null, 2)}</pre>}
              </li>
            ))}
          </ol>
        </section>
      </div>
    </aside>
  );
}

function line(exchange: Exchange): string {
  const way = exchange.way === "call" ? "app → Slack" : "Slack → app";
  return `${way}  ${exchange.name}  ${exchange.status}  ${Math.round(exchange.seconds * 1000)} ms`;
}
