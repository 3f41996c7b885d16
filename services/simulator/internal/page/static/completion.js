// Discord's numbers of the options that hold further options.
const SUBCOMMAND = 1;
const GROUP = 2;

// cut splits at white space outside double quotes. It returns the words before
// the last one, and where the last one begins.
function cut(text) {
  const words = [];
  let word = "", start = 0, quoted = false, open = false;
  [...text].reduce((at, letter) => {
    if (letter === '"') { quoted = !quoted; if (!open) start = at; open = true; }
    else if (/\s/.test(letter) && !quoted) { if (open) words.push(word); word = ""; open = false; start = at + letter.length; }
    else { if (!open) start = at; open = true; word += letter; }
    return at + letter.length;
  }, 0);
  return { words, start: open ? start : text.length };
}

const nested = (options) => options.length > 0 && (options[0].type === SUBCOMMAND || options[0].type === GROUP);

// locate finds what is being typed: among={names to choose from}, or the
// option whose value it is; null when there is nothing to suggest.
export function locate(text, commands) {
  const { words, start } = cut(text);
  const lead = text.slice(0, start);
  const partial = text.slice(start);
  if (!words.length) return partial.startsWith("/") ? { lead: lead + "/", partial: partial.slice(1), among: commands } : null;
  const command = commands.find(({ name }) => "/" + name === words[0].toLowerCase());
  if (!command) return null;
  let options = command.options || [];
  let depth = 1;
  for (; nested(options); depth++) {
    if (depth >= words.length) return { lead, partial, among: options };
    const below = options.find(({ name }) => name === words[depth].toLowerCase());
    if (!below) return null;
    options = below.options || [];
  }
  return inOption(lead, partial, words.slice(depth), options);
}

function inOption(lead, partial, words, options) {
  const given = new Set();
  const named = (word) => options.find(({ name }) => word.startsWith(name + ":"));
  const next = () => options.find(({ name }) => !given.has(name));
  for (const word of words) {
    const option = named(word) || next();
    if (option) given.add(option.name);
  }
  const option = named(partial);
  if (option) return { lead: lead + option.name + ":", partial: partial.slice(option.name.length + 1), option };
  return next() ? { lead, partial, option: next() } : null;
}

// quote writes a value so that it is read as one.
export function quote(value) {
  const text = String(value).replaceAll('"', "");
  return /\s/.test(text) || !text ? `"${text}"` : text;
}

// known lists what the definitions offer at a place: {text, label, hint}.
export function known(place) {
  const begun = place.partial.replaceAll('"', "").toLowerCase();
  if (place.among) {
    return place.among.filter(({ name }) => name.startsWith(begun) && name !== begun)
      .map(({ name, description }) => ({ text: place.lead + name, label: place.lead + name, hint: description }));
  }
  return (place.option.choices || [])
    .filter(({ name, value }) => (name.toLowerCase().includes(begun) || String(value).toLowerCase().startsWith(begun)) && String(value).toLowerCase() !== begun)
    .map(({ name, value }) => ({ text: place.lead + quote(value), label: name, hint: String(value) }));
}
