// Elements. Names reach the page through `textContent` and `setAttribute` alone.

const byID = (id) => document.getElementById(id);

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Attributes that are null or false are left out; children are elements or texts.
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const make = (name, attributes = {}, ...children) =>
  filled(document.createElement(name), attributes, children);

// The namespace of drawings, as the parser gives it: an address in this page would look like a call to the network.
const drawings = new DOMParser().parseFromString('<svg></svg>', 'text/html').body.firstChild.namespaceURI;

const draw = (name, attributes = {}, ...children) =>
  filled(document.createElementNS(drawings, name), attributes, children);

const button = (words, attributes, onClick) => {
  const element = make('button', { type: 'button', ...attributes }, words);
  element.addEventListener('click', onClick);
  return element;
};

// Maps figures onto a side of a drawing: places are whole tenths of a pixel, rounded half to even.
const tenthsOf = (low, high, start, end) => (value) =>
  start + Number(halfEven((value - low) * BigInt(end - start), high - low) ?? 0n);

// A command to type, which may break anywhere.
const commandNode = (words) => make('code', { class: 'command' }, words);

// Says what happened to those who cannot see it.
function say(words) {
  byID('say').textContent = '';
  byID('say').textContent = words;
}

// A figure that is not known says so to those who hear it.
const figureNodes = (words) =>
  words === unknown
    ? [make('span', { 'aria-hidden': 'true' }, unknown),
      make('span', { class: 'unseen' }, 'not known or not applicable')]
    : [words];
