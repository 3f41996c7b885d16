import { element } from "./element.js";

// Discord's numbers of the menus, and what the simulator has to choose from.
export const MENUS = [3, 5, 6, 7, 8];
const you = { label: "You", value: "1000000000000000004" };
const role = { label: "Traders", value: "1000000000000000006" };
const offered = { 5: [you], 6: [role], 7: [you, role], 8: [{ label: "# stocks", value: "1000000000000000003" }] };

// choices lists the options of a menu.
export function choices(item) { return item.type === 3 ? item.options || [] : offered[item.type] || []; }

// menu draws the control of a menu; one of a single value has no height.
export function menu(item, attributes) {
  const most = item.max_values ?? 1;
  const box = element("select", { multiple: most > 1, size: most > 1 ? Math.min(6, choices(item).length) : null, ...attributes });
  if (most <= 1) box.append(element("option", { value: "", selected: true }, item.placeholder || "Make a selection"));
  for (const option of choices(item)) {
    box.append(element("option", { value: option.value, selected: option.default === true, title: option.description },
      option.label + (option.description ? ` – ${option.description}` : "")));
  }
  return box;
}

// chosen lists the values that are selected.
export function chosen(box) { return [...box.selectedOptions].map((option) => option.value).filter(Boolean); }

// select draws a menu of a message. press(customID, control, values) is called
// with what was chosen.
export function select(item, press) {
  const label = item.placeholder || "Make a selection";
  const box = menu(item, { class: "select", "data-custom-id": item.custom_id, "aria-label": label, disabled: item.disabled === true });
  const row = element("div", { class: "menu" }, box);
  if (box.multiple) {
    const done = element("button", { class: "component style-2", type: "button", disabled: item.disabled === true }, "Choose");
    done.addEventListener("click", () => press(item.custom_id, done, chosen(box)));
    row.append(done);
  } else {
    box.addEventListener("change", () => { if (box.value) press(item.custom_id, box, chosen(box)); });
  }
  return row;
}
