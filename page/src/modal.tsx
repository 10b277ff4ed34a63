// The modal on top: its fields, its buttons, and what the app finds wrong with them.
import { useEffect, useRef, useState } from "react";
import { Blocks } from "./blocks";
import { Field, type Value } from "./elements";
import { act } from "./server";
import type { Json, Modal as Shown, State } from "./types";
import { useWords } from "./words";

export function Modal({ shown, state, theme }: { shown: Shown; state: State; theme: "light" | "dark" }) {
  const t = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const drafts = useRef<Record<string, Value>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
  const [sending, setSending] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const { view, user } = shown;
  const close = () => void act({ do: "close", user });
  const changed = (block: string, value: Value, tell: boolean) => {
    drafts.current[block] = value;
    if (tell) void act({ do: "fill", user, block, value });
  };
  const submit = async () => {
    setSending(true);
    const outcome = await act({ do: "submit", user, values: drafts.current });
    setSending(false);
    setErrors(outcome.errors ?? {});
    setTrouble(outcome.error ?? "");
  };
  const press = (action: Json) => void act({ ...action, do: "press", user, values: drafts.current });
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby="modal-title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header>
        <h2 id="modal-title">{view.title.text}</h2>
        <button type="button" aria-label={t("Close")} onClick={close}>
          ✕
        </button>
      </header>
      <div className="scrolls">
        {view.blocks.map((block: Json, index: number) =>
          block.type === "input" ? (
            <Field
              key={block.block_id ?? index}
              block={block}
              state={state}
              values={shown.state}
              errors={errors}
              changed={changed}
            />
          ) : (
            <Blocks key={block.block_id ?? index} blocks={[block]} state={state} theme={theme} press={press} />
          ),
        )}
        {trouble && (
          <p className="wrong" role="alert">
            {trouble}
          </p>
        )}
      </div>
      <footer>
        <button type="button" className="pressable" onClick={close}>
          {view.close?.text ?? t("Cancel")}
        </button>
        {view.submit && (
          <button type="button" className="pressable primary" disabled={sending} onClick={() => void submit()}>
            {sending ? "…" : view.submit.text}
          </button>
        )}
      </footer>
    </dialog>
  );
}
