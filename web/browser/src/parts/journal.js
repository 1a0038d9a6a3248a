// What was wished on this device and not yet answered: written down before it is sent, crossed out after the answer.
//
// One entry of the browser's own store per task and person, so that two tabs never overwrite each other's, and a tick,
// taken back and ticked again, is the last of them. An entry holds where a form goes, the few fields that may lie on a
// device (`data-keep` names them), and when; no name, and nothing anybody typed.

const PREFIX = "jaarcyclus-wacht";
export const DAY = 86_400_000;
export const LONGEST = 14 * DAY;

export const me = () => document.body.dataset.who || "";
export const root = () => document.body.dataset.root || "";

const place = (key) => `${PREFIX}|${root()}|${me()}|${key}`;

// Keep a wish in place of an earlier one about the same; false where this browser keeps nothing.
export function put(wish) {
  const earlier = find(wish.key);
  const at = moment();
  const full = { ...wish, id: fresh(), at, since: earlier ? earlier.since : at };
  return write(full) ? full : null;
}

// Two wishes of the same millisecond keep their order.
let last = 0;
const moment = () => (last = Math.max(Date.now(), last + 1));

// Say something more of a wish, unless another came in its place.
export function note(wish, more) {
  if (stands(wish)) write({ ...find(wish.key), ...more });
}

export function drop(wish) {
  if (stands(wish)) localStorage.removeItem(place(wish.key));
}

export const stands = (wish) => find(wish.key)?.id === wish.id;

// All wishes of who is signed in here, oldest first.
export function all() {
  if (!me()) return [];
  try {
    const mine = Object.keys(localStorage).filter((name) => name.startsWith(place("")));
    return mine.map((name) => read(name)).filter(Boolean).sort((one, other) => one.at - other.at);
  } catch {
    return [];
  }
}

export const isOld = (wish) => Date.now() - wish.at > LONGEST && !wish.asked;
export const isOurs = (event) => event.key === null || event.key.startsWith(PREFIX);

function find(key) {
  try {
    return read(place(key));
  } catch {
    return null;
  }
}

function read(name) {
  try {
    const found = JSON.parse(localStorage.getItem(name));
    return found && typeof found.path === "string" && Array.isArray(found.fields) ? found : null;
  } catch {
    return null;
  }
}

function write(wish) {
  try {
    localStorage.setItem(place(wish.key), JSON.stringify(wish));
    return true;
  } catch {
    return false;
  }
}

const fresh = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
