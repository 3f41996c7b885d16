import { element, webLink } from "./element.js";
import { markdown } from "./markdown.js";
import { component } from "./component.js";
import { openForm } from "./form.js";

// body draws what Discord would show of a message. press(customID, control,
// values) is called for its buttons and menus.
export function body(message, press) {
  const box = element("div", { class: "body" }, head(message));
  if (message.state === "thinking") box.append(thinking());
  if (message.content) box.append(markdown(message.content));
  const shown = new Set();
  for (const item of message.embeds) box.append(embed(item, message, shown));
  for (const file of message.attachments) if (!shown.has(file.url)) box.append(attachment(file));
  for (const item of message.components) box.append(component(item, press));
  if (message.modal) box.append(form(message.modal));
  if (message.state === "updating") box.append(element("p", { class: "updating" }, "Catalyst is updating this message…"));
  if (message.error) box.append(element("p", { class: "failure" }, message.error));
  if (message.ephemeral) box.append(element("p", { class: "only-you" }, "👁 Only you can see this"));
  return box;
}

function form(modal) {
  const button = element("button", { class: "component style-1", type: "button" }, "Fill it in");
  button.addEventListener("click", () => openForm(modal));
  return element("div", { class: "row opened" }, element("span", {}, `Catalyst opened a form: ${modal.title}`), button);
}

function head(message) {
  const at = new Date(message.created_at);
  return element("div", { class: "head" },
    element("span", { class: "name" }, "Catalyst"), element("span", { class: "tag" }, "APP"),
    element("time", { datetime: at.toISOString() }, at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })));
}

function thinking() {
  return element("p", { class: "thinking" }, element("i"), element("i"), element("i"), "Catalyst is thinking…");
}

// embed draws one embed and notes in shown which files it shows.
function embed(item, message, shown) {
  const box = element("section", { class: "embed" });
  if (Number.isInteger(item.color)) box.style.borderLeftColor = "#" + item.color.toString(16).padStart(6, "0");
  if (item.thumbnail) box.append(picture(item.thumbnail.url, "embed-thumbnail", message, shown));
  if (item.author) box.append(element("div", { class: "embed-author" }, item.author.name));
  if (item.title) box.append(title(item));
  if (item.description) box.append(markdown(item.description, "div", "text embed-description"));
  if (item.fields && item.fields.length) box.append(fields(item.fields));
  if (item.image) {
    box.classList.add("with-image");
    box.append(picture(item.image.url, "embed-image", message, shown));
  }
  const foot = [item.footer && item.footer.text, item.timestamp && new Date(item.timestamp).toLocaleString()].filter(Boolean);
  if (foot.length) box.append(element("div", { class: "embed-footer" }, foot.join(" · ")));
  return box;
}

function title(item) {
  const text = markdown(item.title, "span", "text");
  const inside = item.url ? element("a", { href: webLink(item.url), rel: "noreferrer noopener" }, text) : text;
  return element("div", { class: "embed-title" }, inside);
}

function fields(list) {
  return element("dl", { class: "embed-fields" }, ...list.map((field) =>
    element("div", { class: "embed-field" + (field.inline ? " inline" : "") },
      markdown(field.name, "dt", "text"), markdown(field.value, "dd", "text"))));
}

function picture(address, className, message, shown) {
  const file = message.attachments.find((candidate) => candidate.url === address);
  shown.add(address);
  return element("img", {
    class: className, src: webLink(address), alt: file ? file.description : "", title: file ? file.description : null,
    width: file && file.width ? file.width : null, height: file && file.height ? file.height : null,
  });
}

function attachment(file) {
  if (file.width) {
    return element("img", { class: "attachment", src: file.url, alt: file.description, width: file.width, height: file.height });
  }
  return element("p", {}, element("a", { href: file.url, download: file.filename }, file.filename), ` ${file.size} bytes`);
}
