// The message box: slash completion from the manifest, mentions, dropped files.
import { useId, useRef, useState } from "react";
import { act, BOT, shareFile } from "./server";
import type { Command, State } from "./types";
import { useWords } from "./words";

interface Written {
  label: string;
  hint: string;
  state: State;
  me: string;
  channel: string;
  thread?: string;
  sent: () => void;
  failed: (what: string) => void;
}

export function Composer({ label, hint, state, me, channel, thread, sent, failed }: Written) {
  const t = useWords();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const offered = dismissed || thread ? [] : completions(text, state.commands);
  const usage = state.commands.find(({ command }) => text.startsWith(`${command} `))?.usage_hint;

  const send = async (words: string) => {
    if (!words.trim()) return;
    setText("");
    sent();
    const is = words.startsWith("/") && !thread ? "command" : "say";
    const said = is === "say" ? written(words) : words.trim();
    const outcome = await act({ do: is, user: me, channel, text: said, thread });
    if (!outcome.ok) failed(outcome.error ?? "");
  };
  const complete = (command: Command) => {
    setText(`${command.command} `);
    setChosen(0);
    box.current?.focus();
  };
  const share = async (files: FileList | null) => {
    for (const file of files ?? []) {
      sent();
      const outcome = await shareFile(me, channel, file, thread);
      if (!outcome.ok) failed(outcome.error ?? "");
    }
  };
  const typed = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const current = offered[chosen];
    if (current && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setChosen((chosen + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if (current && (event.key === "Tab" || (event.key === "Enter" && text.trim() !== current.command))) {
      event.preventDefault();
      complete(current);
    } else if (event.key === "Escape") {
      setDismissed(true);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send(text);
    }
  };
  return (
    <form
      className="composer"
      aria-live="off"
      onSubmit={(event) => {
        event.preventDefault();
        void send(text);
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void share(event.dataTransfer.files);
      }}
    >
      {offered.length > 0 && (
        <ul id={list} role="listbox" aria-label={t("Commands")} className="completions">
          {offered.map((command, index) => (
            <li
              key={command.command}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                complete(command);
              }}
            >
              <strong>{command.command}</strong> <code>{command.usage_hint}</code>
              <span>{command.description}</span>
            </li>
          ))}
        </ul>
      )}
      <textarea
        ref={box}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={offered.length ? list : undefined}
        aria-activedescendant={offered.length ? `${list}-${chosen}` : undefined}
        rows={Math.min(8, text.split("\n").length)}
        placeholder={hint}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setDismissed(false);
          setChosen(0);
        }}
        onKeyDown={typed}
      />
      <div className="tools">
        <label className="pressable">
          {t("Attach a file")}
          <input
            type="file"
            className="hidden"
            multiple
            onChange={(event) => {
              void share(event.target.files);
              event.target.value = "";
            }}
          />
        </label>
        <span className="note">{usage ?? t("Enter sends · Shift+Enter for a new line · @ReelPulse to ask it")}</span>
        <button type="submit" className="pressable primary" disabled={!text.trim()}>
          {t("Send")}
        </button>
      </div>
    </form>
  );
}

function completions(text: string, commands: Command[]): Command[] {
  return /^\/\S*$/.test(text) ? commands.filter(({ command }) => command.startsWith(text)) : [];
}

// As Slack's client sends it: control characters escaped, the mention as an id.
function written(words: string): string {
  const escaped = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return escaped.replace(/@reelpulse\b/gi, `<@${BOT}>`);
}
