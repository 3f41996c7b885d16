import { element } from "./element.js";
import { post } from "./api.js";
import { openForm } from "./form.js";
import { body } from "./message.js";
import { scene } from "./scene.js";
import { Trace } from "./trace.js";

// Messages keeps the list on the page the same as the simulator's.
export class Messages {
  constructor(list) {
    this.list = list;
    this.shown = new Map();
    this.awaited = new Set();
  }

  // put draws a new message or draws a changed one again.
  put(message) {
    const old = this.shown.get(message.id);
    if (old && old.revision >= message.revision) return;
    const low = this.low();
    const entry = old || this.open(message);
    entry.revision = message.revision;
    entry.modal = message.modal;
    if (!entry.trace || entry.trace.id !== message.trace_id) this.follow(entry, message);
    this.draw(entry, message);
    if (low || !old) this.end();
    if (message.state !== "thinking" && this.awaited.delete(message.id) && message.modal) openForm(message.modal);
  }

  // own marks a message as asked for on this page: a form in it opens at once.
  own(id) {
    const entry = this.shown.get(id);
    if (!entry || entry.node.dataset.state === "thinking") this.awaited.add(id);
    else if (entry.modal) openForm(entry.modal);
  }

  open(message) {
    const entry = { node: element("article", { class: "message", "data-message-id": message.id }) };
    for (const other of this.shown.values()) other.trace.node.open = false;
    this.shown.set(message.id, entry);
    this.list.append(entry.node);
    document.getElementById("empty").hidden = true;
    return entry;
  }

  follow(entry, message) {
    if (entry.trace) entry.trace.stop();
    entry.trace = message.trace_id ? new Trace(message.trace_id, (change) => this.grow(change)) : untraced();
  }

  draw(entry, message) {
    entry.node.dataset.state = message.state;
    entry.node.classList.toggle("ephemeral", message.ephemeral);
    entry.node.replaceChildren(
      origin(message),
      element("img", { class: "avatar", src: "icon.svg", alt: "" }),
      body(message, (customID, control, values) => this.press(message.id, customID, control, values)),
      facts(message, entry.trace.node));
  }

  // end scrolls to the newest message.
  end() { this.list.scrollTop = this.list.scrollHeight; }

  // low reports whether the newest message is in view.
  low() { return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 120; }

  // grow changes something in the list, and stays at its end if it was there.
  grow(change) {
    const low = this.low();
    change();
    if (low) this.end();
  }

  async press(id, customID, control, values) {
    control.classList.add("busy");
    control.disabled = true;
    const answer = await post(`/api/messages/${encodeURIComponent(id)}/components`, { custom_id: customID, values, ...scene() });
    control.classList.remove("busy");
    control.disabled = false;
    if (answer && answer.modal) openForm(answer.modal);
  }

  // keep drops every message that is not in the list of ids.
  keep(ids) {
    for (const [id, entry] of this.shown) {
      if (ids.includes(id)) continue;
      entry.trace.stop();
      entry.node.remove();
      this.shown.delete(id);
    }
    document.getElementById("empty").hidden = this.shown.size > 0;
  }
}

// untraced stands for the trace of what nobody on this page asked for.
function untraced() { return { id: "", node: element("span", {}), stop() {} }; }

// origin says what a message came of: a command, or nothing but the bot itself.
function origin(message) {
  if (message.posted && !message.interaction_id) {
    return element("div", { class: "used" }, "Catalyst posted in ", element("span", { class: "typed" }, "#" + message.channel));
  }
  return element("div", { class: "used" }, "You used ", element("span", { class: "typed" }, message.prompt));
}

function facts(message, trace) {
  if (message.posted && !message.trace_id) return element("div", { class: "facts" });
  const box = element("div", { class: "facts" }, element("div", { class: "times" },
    time("first answer", message.first_answer_ms), time("final edit", message.final_ms),
    element("span", {}, "trace ", element("code", {}, message.trace_id.slice(0, 8)))));
  if (message.violations.length) {
    box.append(element("ul", { class: "violations" }, ...message.violations.map(violation)));
  }
  box.append(trace);
  return box;
}

function time(label, ms) {
  const known = ms !== null && ms !== undefined;
  return element("span", { class: label.replace(" ", "-") }, label + " ", element("b", {}, known ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : "–"));
}

function violation(found) {
  const where = found.path ? found.path + " " : "";
  const lead = found.note ? "Discord would take this, but: " : "Discord would refuse this: ";
  return element("li", { class: found.note ? "note" : null }, lead + where + found.text);
}
