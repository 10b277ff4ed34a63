// The workspace: who I am, where I am, and what is open.
import { useEffect, useState } from "react";
import { Blocks } from "./blocks";
import { Conversation } from "./conversation";
import { Drawer } from "./drawer";
import { Guide } from "./guide";
import { Modal } from "./modal";
import { act, BOT, useWorkspace } from "./server";
import type { Post, State } from "./types";
import { languageOf, Reader, sayIn } from "./words";

type Theme = "light" | "dark";

export function App() {
  const { state, lost } = useWorkspace();
  const t = sayIn(languageOf(navigator.language));
  if (!state)
    return (
      <main className="waiting">
        <p role="status">{t(lost ? "The demo does not answer. Is it still running?" : "Opening the workspace…")}</p>
      </main>
    );
  return <Workspace state={state} lost={lost} />;
}

function Workspace({ state, lost }: { state: State; lost: boolean }) {
  const people = state.people.filter((person) => !person.is_bot);
  const [me, setMe] = useKept("me", people[0]?.id ?? "");
  const [here, setHere] = useKept(`here-${me}`, state.conversations[0]?.id ?? "");
  const [tab, setTab] = useState<"messages" | "home">("messages");
  const [theme, setTheme] = useTheme();
  const [guided, setGuided] = useKept("guided", "yes");
  const [drawer, setDrawer] = useState(false);
  const [inspected, setInspected] = useState<Post | null>(null);
  const [trouble, setTrouble] = useState("");
  const [listed, setListed] = useState(false);
  const [seen, setSeen] = useKept(`seen-${me}`, "{}");
  const language = languageOf(people.find(({ id }) => id === me)?.locale);
  const t = sayIn(language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = t("ReelPulse demo");
  }, [language]);

  const places = state.conversations.filter((place) => place.members.includes(me));
  const place = places.find(({ id }) => id === here) ?? places[0];
  const visible = state.posts.filter((post) => !post.only || post.only === me);
  const newest = visible.filter((post) => post.channel === place?.id).at(-1)?.ts ?? "";
  const read = JSON.parse(seen) as Record<string, string>;
  useEffect(() => {
    if (place && newest && read[place.id] !== newest) setSeen(JSON.stringify({ ...read, [place.id]: newest }));
  }, [place?.id, newest]);

  if (!place) return null;
  const direct = place.id.startsWith("D");
  const unread = (id: string) =>
    id !== place.id && visible.some((post) => post.channel === id && post.user !== me && post.ts > (read[id] ?? ""));
  const go = (id: string) => {
    if (id.startsWith("D")) void act({ do: "home", user: me, tab: "messages" });
    setHere(id);
    setTab("messages");
    setListed(false);
  };
  const openHome = () => {
    setTab("home");
    void act({ do: "home", user: me });
  };
  const modal = state.modals.filter((shown) => shown.user === me).at(-1);
  const asked = state.posts.filter((post) => post.user === BOT && !post.only).length;
  return (
    <Reader.Provider value={language}>
    <div className="workspace">
      <nav aria-label={t("Workspace")} className={listed ? "listed" : ""}>
        <p className="brand">
          {t("ReelPulse demo")}
          <button type="button" className="shut" aria-label={t("Close the channels")} onClick={() => setListed(false)}>
            ✕
          </button>
        </p>
        <label className="acting">
          {t("You are")}
          <select value={me} onChange={(event) => setMe(event.target.value)}>
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.real_name} ({person.locale})
              </option>
            ))}
          </select>
        </label>
        <ul>
          {places.map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                className={unread(id) ? "unread" : ""}
                aria-current={id === place.id ? "page" : undefined}
                onClick={() => go(id)}
              >
                {name ? `# ${name}` : "▶ ReelPulse"}
                {unread(id) && <span className="hidden">{t(" (unread)")}</span>}
              </button>
            </li>
          ))}
        </ul>
        <p className="status">
          <span role="status">
            {lost
              ? t("connection lost, trying again")
              : (state.status && t(state.status)) || t(state.connected ? "the app is running" : "the app is starting …")}
          </span>
        </p>
        <p className="settings">
          <button type="button" onClick={() => setTheme(theme === "dark" ? "light" : "dark")}>
            {t(theme === "dark" ? "Light theme" : "Dark theme")}
          </button>
          <button type="button" aria-expanded={drawer} onClick={() => setDrawer(!drawer)}>
            {t("Behind the scenes")}
          </button>
          <button type="button" aria-expanded={guided === "yes"} onClick={() => setGuided(guided === "yes" ? "no" : "yes")}>
            {t("First minute")}
          </button>
        </p>
      </nav>
      <main>
        <header className="top">
          <button type="button" className="burger" aria-label={t("Channels")} aria-expanded={listed} onClick={() => setListed(!listed)}>
            ☰
          </button>
          <h1>{place.name ? `# ${place.name}` : "ReelPulse"}</h1>
          {direct && (
            <div role="tablist" aria-label="ReelPulse">
              <button type="button" role="tab" aria-selected={tab === "home"} onClick={openHome}>
                {t("Home")}
              </button>
              <button type="button" role="tab" aria-selected={tab === "messages"} onClick={() => setTab("messages")}>
                {t("Messages")}
              </button>
            </div>
          )}
          {!place.members.includes(BOT) && <span className="note">{t("ReelPulse is not a member here.")}</span>}
        </header>
        {trouble && (
          <p className="trouble" role="alert">
            {trouble}{" "}
            <button type="button" onClick={() => setTrouble("")}>
              {t("Close")}
            </button>
          </p>
        )}
        {direct && tab === "home" ? (
          <section className="home" aria-label={t("Home")}>
            {state.homes[me] ? (
              <Blocks
                blocks={state.homes[me].blocks}
                state={state}
                theme={theme}
                press={(action) => void act({ ...action, do: "press-home", user: me })}
              />
            ) : (
              <p className="empty">{t("The app has not filled this page yet.")}</p>
            )}
          </section>
        ) : (
          <Conversation
            key={`${place.id}-${me}`}
            place={place}
            state={state}
            me={me}
            theme={theme}
            inspect={(post) => {
              setInspected(post);
              setDrawer(true);
            }}
            failed={setTrouble}
          />
        )}
      </main>
      {guided === "yes" && <Guide asked={asked} close={() => setGuided("no")} />}
      {drawer && <Drawer state={state} post={inspected} close={() => setDrawer(false)} />}
      {modal && <Modal key={modal.id + JSON.stringify(modal.view).length} shown={modal} state={state} theme={theme} />}
    </div>
    </Reader.Provider>
  );
}

function useKept(name: string, begun: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => localStorage.getItem(name) ?? begun);
  useEffect(() => setValue(localStorage.getItem(name) ?? begun), [name]);
  return [
    value,
    (next) => {
      localStorage.setItem(name, next);
      setValue(next);
    },
  ];
}

function useTheme(): [Theme, (theme: Theme) => void] {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const [theme, setTheme] = useKept("theme", dark ? "dark" : "light");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return [theme as Theme, setTheme];
}
