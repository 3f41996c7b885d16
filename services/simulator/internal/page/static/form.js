import { element } from "./element.js";
import { markdown } from "./markdown.js";
import { raw } from "./api.js";
import { choices, chosen, menu, MENUS } from "./select.js";
import { scene } from "./scene.js";

// Discord's numbers of the components of forms.
const ROW = 1;
const TEXT_INPUT = 4;
const TEXT = 10;
const LABEL = 18;
const RADIO = 21;
const BOXES = 22;
const CHECKBOX = 23;
const PARAGRAPH = 2;

// openForm shows a form of the bot as a dialog and sends it when it is filled
// in.
export function openForm(form) {
  const readers = new Map();
  const complaint = element("p", { class: "form-complaint", role: "alert", hidden: true });
  const send = element("button", { class: "component style-1", type: "submit" }, "Submit");
  const cancel = element("button", { class: "component style-2", type: "button" }, "Cancel");
  const sheet = element("form", { autocomplete: "off" }, element("h2", {}, form.title),
    element("p", { class: "form-hint" }, "Catalyst opened this form. What you write goes to the bot."),
    ...form.components.map((item) => part(item, readers)), complaint, element("div", { class: "form-buttons" }, cancel, send));
  const dialog = element("dialog", { class: "form", "aria-label": form.title, "data-modal-id": form.id }, sheet);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  sheet.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    const values = Object.fromEntries([...readers].map(([id, read]) => [id, read()]).filter(([, value]) => value !== undefined));
    const problem = await submit(form.id, values);
    send.disabled = false;
    if (problem === null) return dialog.close();
    complaint.textContent = problem;
    complaint.hidden = false;
  });
  document.body.append(dialog);
  dialog.showModal();
}

// submit returns null, or what is wrong.
async function submit(id, values) {
  try {
    const response = await raw(`/api/modals/${encodeURIComponent(id)}`, { values, ...scene() });
    return response.ok ? null : (await response.json()).error;
  } catch {
    return "The simulator does not answer.";
  }
}

function part(item, readers) {
  if (item.type === TEXT) return markdown(item.content || "");
  if (item.type === LABEL) return field(item.label, item.description, item.component, readers);
  if (item.type === ROW) return element("div", {}, ...item.components.map((input) => field(input.label, "", input, readers)));
  return element("p", { class: "unknown" }, `A component of type ${item.type}, which this page does not draw.`);
}

function field(label, description, item, readers) {
  const id = `input-${item.custom_id}`;
  const needed = item.required !== false && item.type !== CHECKBOX;
  const [control, read] = input(item, id);
  readers.set(item.custom_id, read);
  return element("div", { class: "form-field" },
    element("label", { for: id }, label, needed ? element("span", { class: "needed", title: "required" }, " *") : ""),
    description ? element("p", { class: "form-hint" }, description) : "", control);
}

// input returns the control of an input and a function that reads it.
function input(item, id) {
  if (item.type === TEXT_INPUT) return textInput(item, id);
  if (MENUS.includes(item.type)) {
    const box = menu(item, { id, class: "select" });
    return [box, () => chosen(box)];
  }
  if (item.type === RADIO || item.type === BOXES) return boxes(item, id);
  if (item.type === CHECKBOX) {
    const box = element("input", { id, type: "checkbox", checked: item.default === true });
    return [box, () => box.checked];
  }
  return [element("p", { class: "unknown" }, `An input of type ${item.type}, which this page does not draw.`), () => undefined];
}

function textInput(item, id) {
  const attributes = { id, placeholder: item.placeholder, maxlength: item.max_length ?? 4000, minlength: item.min_length, required: item.required !== false };
  const box = item.style === PARAGRAPH ? element("textarea", { rows: 4, ...attributes }) : element("input", { type: "text", ...attributes });
  box.value = item.value || "";
  return [box, () => box.value];
}

function boxes(item, id) {
  const type = item.type === RADIO ? "radio" : "checkbox";
  const all = choices({ ...item, type: 3 }).map((option) => element("input", { type, name: id, value: option.value, checked: option.default === true }));
  const rows = all.map((box, i) => element("label", { class: "box" }, box, " ", item.options[i].label));
  const picked = () => all.filter((box) => box.checked).map((box) => box.value);
  return [element("div", { id }, ...rows), () => (type === "radio" ? picked()[0] : picked())];
}
