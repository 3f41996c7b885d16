import { element } from "./element.js";

const colours = { gateway: "#7983f5", command: "#3ba55d", chart: "#f0b232", market: "#eb459e", admin: "#00a8fc" };
const spare = ["#9b84ee", "#5dd4c2", "#ff8f5a", "#c4d34b"];

// Spans come in batches some seconds after the work; a trace is taken for
// complete when it has not grown for this many looks.
const settled = 4;
const pause = 1500;
const patience = 40;

function colourOf(service) {
  if (colours[service]) return colours[service];
  let sum = 0;
  for (const letter of service) sum += letter.codePointAt(0);
  return spare[sum % spare.length];
}

function duration(us) {
  return us < 1000 ? `${us} µs` : us < 1e6 ? `${(us / 1000).toFixed(1)} ms` : `${(us / 1e6).toFixed(2)} s`;
}

// Trace is the waterfall of one trace. It is looked for while it can be seen.
// grow(change) makes a change of its height.
export class Trace {
  constructor(id, grow) {
    this.id = id;
    this.grow = grow;
    this.summary = element("summary", {}, "Trace");
    this.status = element("p", { class: "status" }, "Waiting for spans…");
    this.spans = element("div", { class: "spans" });
    this.node = element("details", { class: "trace", "data-trace-id": id }, this.summary, this.status, this.spans);
    this.node.open = true;
    this.looks = 0;
    this.same = 0;
    this.count = 0;
    this.observer = new IntersectionObserver((entries) => this.see(entries.at(-1).isIntersecting));
    this.observer.observe(this.node);
  }

  see(visible) {
    clearTimeout(this.timer);
    if (visible && this.same < settled && this.looks < patience) this.look();
  }

  // stop ends the search, for a message that shows another trace now.
  stop() {
    this.stopped = true;
    this.observer.disconnect();
    clearTimeout(this.timer);
  }

  async look() {
    this.looks++;
    try {
      const response = await fetch(`/api/traces/${encodeURIComponent(this.id)}`);
      const answer = await response.json();
      if (response.ok) this.draw(answer);
      else this.tell(answer.error);
    } catch {
      this.tell("the simulator does not answer");
    }
    if (this.stopped || this.same >= settled) return;
    if (this.looks >= patience) {
      if (!this.count) this.tell("no spans came");
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), pause);
  }

  tell(text) {
    if (!this.count) this.status.textContent = text[0].toUpperCase() + text.slice(1) + ".";
  }

  draw(spans) {
    this.same = spans.length === this.count ? this.same + 1 : 0;
    if (spans.length === this.count) return;
    this.count = spans.length;
    this.status.hidden = true;
    const total = Math.max(1, ...spans.map((span) => span.start_us + span.duration_us));
    const services = new Set(spans.map((span) => span.service));
    this.summary.textContent = `Trace · ${spans.length} spans · ${services.size} services · ${duration(total)}`;
    const rows = tree(spans).map(({ span, depth }) => row(span, depth, total));
    this.grow(() => this.spans.replaceChildren(...rows));
  }
}

// tree puts children under their parents, each group by its start.
function tree(spans) {
  const children = new Map();
  for (const span of spans) {
    if (!children.has(span.parent_id)) children.set(span.parent_id, []);
    children.get(span.parent_id).push(span);
  }
  const rows = [];
  const walk = (parent, depth) => {
    for (const span of children.get(parent) || []) {
      rows.push({ span, depth });
      walk(span.span_id, depth + 1);
    }
  };
  walk("", 0);
  return rows;
}

// short drops the package of a gRPC method.
function short(name) {
  return name.replace(/^[a-z0-9_.]+\.([A-Z]\w*\/\w+)$/, "$1");
}

function row(span, depth, total) {
  const colour = colourOf(span.service);
  const service = element("span", { class: "service" }, span.service);
  service.style.color = colour;
  const name = element("span", { class: "span-name" }, service, " " + short(span.name));
  name.style.paddingLeft = `${Math.min(depth, 10) * 8}px`;
  const bar = element("span", { class: "span-bar" });
  bar.style.left = `${Math.min(99.5, (100 * span.start_us) / total)}%`;
  bar.style.width = `${(100 * span.duration_us) / total}%`;
  bar.style.background = colour;
  return element("div", {
    class: "span" + (span.error ? " error" : ""), "data-service": span.service, "data-name": span.name, title: `${span.service}: ${span.name}`,
  }, name, element("span", { class: "span-track" }, bar), element("span", { class: "span-time" }, duration(span.duration_us)));
}
