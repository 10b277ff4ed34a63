// The first minute: who watches, the three stories of the simulated brand, then one's own data and workspace.
import { useState } from "react";
import { manifest } from "./server";
import { useWords } from "./words";
const STEPS = [
  { type: "/segments", why: "who watches us" },
  { type: "/kpis completion by=topic", why: "one topic took off in the last weeks: which?" },
  { type: "/drivers of=all", why: "one length of video gets almost twice the views" },
  { type: "/influencers top 10", why: "one creator’s followers look bought" },
  { type: "@ReelPulse how did last week go?", why: "asked as people talk, in English or Chinese" },
];

interface Shown {
  asked: number;
  close: () => void;
}

export function Guide({ asked, close }: Shown) {
  const t = useWords();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    const text = await manifest();
    try {
      await navigator.clipboard.writeText(text);
      setCopied(t("Copied."));
    } catch {
      setCopied(text);
    }
  };
  return (
    <aside className="guide" aria-label={t("First minute")}>
      <header>
        <h2>{t("Your first minute")}</h2>
        <button type="button" aria-label={t("Close the guide")} onClick={close}>
          ✕
        </button>
      </header>
      <ol>
        {STEPS.map((step, index) => (
          <li key={step.type} className={asked > index ? "done" : asked === index ? "next" : ""}>
            {asked > index ? "✓ " : ""}
            <Typed words={t("Type {typed} in #social — {why}.", { why: t(step.why) })} typed={step.type} />
          </li>
        ))}
        <li className={asked === STEPS.length ? "next" : ""}>
          {t("Bring your own export: drop a file from TikTok Studio, Douyin, YouTube … into the message box.")}
        </li>
        <li>
          {t("Install it in your workspace: at api.slack.com/apps choose “From a manifest” and paste this.")}{" "}
          <button type="button" className="pressable" onClick={() => void copy()}>
            {t("Copy the manifest")}
          </button>
          <span role="status">{copied && copied.length < 20 ? copied : ""}</span>
          {copied && copied.length >= 20 && <textarea readOnly aria-label={t("Manifest")} rows={6} value={copied} />}
        </li>
      </ol>
      <p className="note">{t("The brand in here is simulated. Nothing leaves this machine.")}</p>
    </aside>
  );
}

function Typed({ words, typed }: { words: string; typed: string }) {
  const [before, after] = words.split("{typed}");
  return (
    <>
      {before}
      <code>{typed}</code>
      {after}
    </>
  );
}
