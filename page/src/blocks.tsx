// Blocks as Slack shows them: what only reads goes to slack-blocks-to-jsx, what can be pressed is ours.
import { Component, useMemo, useState, type ReactNode } from "react";
import { Message } from "slack-blocks-to-jsx";
import { Field, Pressable } from "./elements";
import { fileAddress } from "./server";
import type { Json, State } from "./types";
import { useWords } from "./words";

export type Press = (action: Json) => void;

interface Around {
  state: State;
  theme: "light" | "dark";
  press: Press;
  values?: Record<string, Record<string, Json>>;
  errors?: Record<string, string>;
}

export function Blocks({ blocks, ...around }: Around & { blocks: Json[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <Shielded key={block.block_id ?? `${index}-${block.type}`}>
          <Block block={block} {...around} />
        </Shielded>
      ))}
    </div>
  );
}

function Block({ block, ...around }: Around & { block: Json }) {
  switch (block.type) {
    case "actions":
    case "context_actions":
      return (
        <div className="actions" role="group">
          {block.elements.flatMap((element: Json, index: number) =>
            element.type === "feedback_buttons" ? (
              [element.positive_button, element.negative_button].map((one: Json, which: number) => (
                <Pressable
                  key={`${index}-${which}`}
                  element={{ ...one, type: "button", action_id: element.action_id }}
                  block={block.block_id}
                  press={(action) => around.press({ ...action, type: "feedback_buttons" })}
                />
              ))
            ) : (
              <Pressable key={index} element={element} block={block.block_id} press={around.press} />
            ),
          )}
        </div>
      );
    case "input":
      return <Field block={block} {...around} />;
    case "section":
      return block.accessory && block.accessory.type !== "image" ? (
        <div className="section">
          <Plain blocks={[{ ...block, accessory: undefined }]} {...around} />
          <Pressable element={block.accessory} block={block.block_id} press={around.press} />
        </div>
      ) : (
        <Plain blocks={[block]} {...around} />
      );
    case "image":
      return <Picture block={block} />;
    case "header":
      // Under the page's own heading, whatever level the renderer would take.
      return <h2 className="block-header">{block.text.text}</h2>;
    case "data_table":
      return <DataTable block={block} />;
    default:
      return <Plain blocks={[block]} {...around} />;
  }
}

function Plain({ blocks, state, theme }: Around & { blocks: Json[] }) {
  const data = useMemo(
    () => ({
      users: state.people.map((person) => ({ id: person.id, name: person.real_name, avatar: "" })),
      channels: state.conversations.map(({ id, name }) => ({ id, name })),
      user_groups: [],
    }),
    [state.people, state.conversations],
  );
  return <Message blocks={blocks.map(formatted)} name="" logo="" theme={theme} withoutWrapper data={data as Json} />;
}

// Slack's `verbatim` only keeps bare addresses from becoming links; the renderer takes it as "no formatting at all".
function formatted(block: Json): Json {
  const kept = (key: string, value: Json) =>
    key === "verbatim" ? undefined : key === "text" && typeof value === "string" ? withTimes(value) : value;
  return JSON.parse(JSON.stringify(block, kept));
}

// The renderer takes what stands between two colons for an emoji: of 20:00–22:00 it would show 20::00–22::00.
function withTimes(text: string): string {
  return text.replace(/(\d):(?=\d[^\s:]*:)/g, "$1∶");
}

function Picture({ block }: { block: Json }) {
  const source = block.slack_file ? fileAddress(block.slack_file.id) : block.image_url;
  return (
    <figure className="picture">
      {block.title && <figcaption>{block.title.text}</figcaption>}
      <a href={source} target="_blank" rel="noreferrer">
        <img src={source} alt={block.alt_text} />
      </a>
    </figure>
  );
}

const PAGE = 10;

function plain(cell: Json): string {
  if (cell?.type === "rich_text") return JSON.stringify(cell).match(/"text":"((?:[^"\\]|\\.)*)"/)?.[1] ?? "";
  return String(cell?.text ?? cell?.value ?? "");
}

function rank(cell: Json): number | string {
  const number = Number(cell?.value ?? plain(cell).replace(/[,% ]/g, ""));
  return Number.isNaN(number) ? plain(cell) : number;
}

function DataTable({ block }: { block: Json }) {
  const t = useWords();
  const [order, setOrder] = useState<{ column: number; down: boolean } | null>(null);
  const [page, setPage] = useState(0);
  const [head, ...body] = block.rows as Json[][];
  const rows = order
    ? [...body].sort((one, other) => {
        const [a, b] = [rank(one[order.column]), rank(other[order.column])];
        const way = typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1;
        return order.down ? -way : way;
      })
    : body;
  const pages = Math.ceil(rows.length / PAGE);
  const sort = (column: number) => setOrder({ column, down: order?.column === column ? !order.down : true });
  return (
    <div className="data-table">
      <div className="scrolls" tabIndex={0} role="group" aria-label={block.caption}>
        <table>
          <caption>{block.caption}</caption>
          <thead>
            <tr>
              {(head ?? []).map((cell, column) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={order?.column === column ? (order.down ? "descending" : "ascending") : "none"}
                >
                  <button type="button" onClick={() => sort(column)}>
                    {plain(cell)}
                    <span aria-hidden="true">{order?.column === column ? (order.down ? " ↓" : " ↑") : ""}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(page * PAGE, (page + 1) * PAGE).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{plain(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <p className="pager">
          <button type="button" disabled={!page} onClick={() => setPage(page - 1)}>
            {t("Earlier rows")}
          </button>
          {t("{first}–{last} of {n}", {
            first: page * PAGE + 1,
            last: Math.min((page + 1) * PAGE, rows.length),
            n: rows.length,
          })}
          <button type="button" disabled={page + 1 >= pages} onClick={() => setPage(page + 1)}>
            {t("Further rows")}
          </button>
        </p>
      )}
    </div>
  );
}

function Undrawable() {
  const t = useWords();
  return <p className="undrawable">{t("This block cannot be drawn here.")}</p>;
}

// One block that cannot be drawn must not take the page with it.
class Shielded extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Undrawable /> : this.props.children;
  }
}
