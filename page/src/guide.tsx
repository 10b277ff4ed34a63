// The first minute: three things to type, then one's own data, then the real workspace.
import { useState } from "react";
import { manifest } from "./server";
const STEPS = [
  { type: "/segments", why: "who watches us" },
  { type: "/influencers top 5", why: "who should spread it" },
  { type: "@ReelPulse how did last week go?", why: "asked as people talk, in English or Chinese" },
];

interface Shown {
  asked: number;
  close: () => void;
}

export function Guide({ asked, close }: Shown) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    const text = await manifest();
    try {
      await navigator.clipboard.writeText(text);
      setCopied("Copied.");
    } catch {
      setCopied(text);
    }
  };
  return (
    <aside className="guide" aria-label="First minute">
      <header>
        <h2>Your first minute</h2>
        <button type="button" aria-label="Close the guide" onClick={close}>
          ✕
        </button>
      </header>
      <ol>
        {STEPS.map((step, index) => (
          <li key={step.type} className={asked > index ? "done" : asked === index ? "next" : ""}>
            {asked > index ? "✓ " : ""}Type <code>{step.type}</code> in #social — {step.why}.
          </li>
        ))}
        <li className={asked === 3 ? "next" : ""}>
          Bring your own export: drop a file from TikTok Studio, Douyin, YouTube … into the message box.
        </li>
        <li>
          Install it in your workspace: at api.slack.com/apps choose “From a manifest” and paste this.{" "}
          <button type="button" className="pressable" onClick={() => void copy()}>
            Copy the manifest
          </button>
          <span role="status">{copied && copied.length < 20 ? copied : ""}</span>
          {copied && copied.length >= 20 && <textarea readOnly aria-label="Manifest" rows={6} value={copied} />}
        </li>
      </ol>
      <p className="note">The brand in here is simulated. Nothing leaves this machine.</p>
    </aside>
  );
}
