// What can be pressed, chosen or filled in: buttons, menus, and the fields of modals.
import { useEffect, useId, useRef, useState } from "react";
import type { Json, State } from "./types";
import { useWords } from "./words";

interface Pressed {
  element: Json;
  block: string;
  press: (action: Json) => void;
}

export function Pressable({ element, block, press }: Pressed) {
  const t = useWords();
  const [asking, setAsking] = useState<Json | null>(null);
  const send = (value?: string) => press({ block, action: element.action_id, type: element.type, value });
  const tried = (value?: string) => (element.confirm ? setAsking({ value }) : send(value));
  return (
    <>
      {element.type === "button" ? (
        element.url ? (
          <a className="pressable" href={element.url} target="_blank" rel="noreferrer" onClick={() => send(element.value)}>
            {element.text.text}
          </a>
        ) : (
          <button
            type="button"
            className={`pressable ${element.style ?? ""}`}
            aria-label={element.accessibility_label}
            onClick={() => tried(element.value)}
          >
            {element.text.text}
          </button>
        )
      ) : element.type === "overflow" ? (
        <Overflow options={element.options} choose={tried} />
      ) : (
        <select
          aria-label={element.placeholder?.text ?? t("Choose")}
          value={element.initial_option?.value ?? ""}
          onChange={(event) => tried(event.target.value)}
        >
          <option value="" disabled>
            {element.placeholder?.text ?? t("Choose")}
          </option>
          {(element.options ?? []).map((option: Json) => (
            <option key={option.value} value={option.value}>
              {option.text.text}
            </option>
          ))}
        </select>
      )}
      {asking && (
        <Confirm
          confirm={element.confirm}
          answered={(yes) => {
            setAsking(null);
            if (yes) send(asking.value);
          }}
        />
      )}
    </>
  );
}

function Overflow({ options, choose }: { options: Json[]; choose: (value: string) => void }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <span className="overflow" onKeyDown={(event) => event.key === "Escape" && setOpen(false)}>
      <button type="button" className="pressable" aria-label={t("More")} aria-expanded={open} onClick={() => setOpen(!open)}>
        ⋯
      </button>
      {open && (
        <span className="menu" role="menu">
          {options.map((option) => (
            <button
              key={option.value}
              type="button"
              role="menuitem"
              onClick={() => {
                setOpen(false);
                choose(option.value);
              }}
            >
              {option.text.text}
            </button>
          ))}
        </span>
      )}
    </span>
  );
}

function Confirm({ confirm, answered }: { confirm: Json; answered: (yes: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={title} className="confirm" onCancel={() => answered(false)}>
      <h2 id={title}>{confirm.title.text}</h2>
      <p>{confirm.text.text}</p>
      <p className="buttons">
        <button type="button" className="pressable" onClick={() => answered(false)}>
          {confirm.deny.text}
        </button>
        <button type="button" className={`pressable ${confirm.style ?? "primary"}`} onClick={() => answered(true)}>
          {confirm.confirm.text}
        </button>
      </p>
    </dialog>
  );
}

export type Value = string | string[];

interface Filled {
  block: Json;
  state: State;
  values?: Record<string, Record<string, Json>>;
  errors?: Record<string, string>;
  changed?: (block: string, value: Value, tell: boolean) => void;
}

export function Field({ block, state, values, errors, changed }: Filled) {
  const t = useWords();
  const { element } = block;
  const id = useId();
  const [value, setValue] = useState<Value>(begun(element, values?.[block.block_id]?.[element.action_id]));
  const change = (next: Value, tell = Boolean(block.dispatch_action)) => {
    setValue(next);
    changed?.(block.block_id, next, tell);
  };
  const wrong = errors?.[block.block_id];
  const shared = { id, "aria-invalid": Boolean(wrong), "aria-describedby": `${id}-hint` };
  const options: Json[] =
    element.type === "conversations_select"
      ? state.conversations
          .filter((place) => !place.archived)
          .map((place) => ({ value: place.id, text: { text: place.name ? `#${place.name}` : t("Direct message") } }))
      : (element.options ?? []);
  return (
    <div className="field">
      {element.type === "checkboxes" || element.type === "radio_buttons" ? (
        <fieldset>
          <legend>{block.label.text}</legend>
          {options.map((option) => (
            <label key={option.value}>
              <input
                type={element.type === "checkboxes" ? "checkbox" : "radio"}
                name={id}
                checked={Array.isArray(value) ? value.includes(option.value) : value === option.value}
                onChange={(event) =>
                  change(
                    Array.isArray(value)
                      ? event.target.checked
                        ? [...value, option.value]
                        : value.filter((one) => one !== option.value)
                      : option.value,
                  )
                }
              />
              {option.text.text}
            </label>
          ))}
        </fieldset>
      ) : (
        <>
          <label htmlFor={id}>
            {block.label.text}
            {block.optional ? t(" (optional)") : ""}
          </label>
          {element.type === "plain_text_input" && element.multiline ? (
            <textarea
              {...shared}
              rows={4}
              value={value}
              maxLength={element.max_length}
              placeholder={element.placeholder?.text}
              onChange={(event) => change(event.target.value, false)}
            />
          ) : options.length || element.type.endsWith("select") ? (
            <select {...shared} value={value} onChange={(event) => change(event.target.value)}>
              <option value="" disabled={!block.optional}>
                {element.placeholder?.text ?? t("Choose")}
              </option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.text.text}
                </option>
              ))}
            </select>
          ) : (
            <input
              {...shared}
              type={KINDS[element.type] ?? "text"}
              value={value}
              maxLength={element.max_length}
              placeholder={element.placeholder?.text}
              onChange={(event) => change(event.target.value, false)}
              onBlur={() => block.dispatch_action && change(value)}
            />
          )}
        </>
      )}
      <p id={`${id}-hint`} className={wrong ? "wrong" : "hint"} role={wrong ? "alert" : undefined}>
        {wrong ?? block.hint?.text}
      </p>
    </div>
  );
}

const KINDS: Record<string, string> = { timepicker: "time", datepicker: "date", number_input: "number" };

function begun(element: Json, given: Json): Value {
  const held = given ?? {};
  if (element.type === "checkboxes")
    return (held.selected_options ?? element.initial_options ?? []).map((option: Json) => option.value);
  return (
    held.value ??
    held.selected_time ??
    held.selected_date ??
    held.selected_conversation ??
    held.selected_option?.value ??
    element.initial_value ??
    element.initial_option?.value ??
    ""
  );
}
