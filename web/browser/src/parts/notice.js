// Above each page: what waits on this device for who is signed in, what was refused, and what is too old to send unasked.
import { root } from "./journal.js";
import { old, refused, waiting } from "./words.js";

export class Notice {
  // `doing` has what its buttons do: send, again and drop.
  constructor(doing) {
    this.doing = doing;
    this.box = make("section", { class: "waits-here", "aria-label": "Wat op dit apparaat wacht" });
    this.box.hidden = true;
    document.querySelector("main").before(this.box);
  }

  draw(wishes, sender) {
    const are = (state) => wishes.filter((each) => sender.state(each) === state);
    const parts = [...this.held(are("held"), sender), ...this.refused(are("refused"), sender), ...this.old(are("old"))];
    const focus = this.box.contains(document.activeElement);
    this.box.replaceChildren(...parts);
    this.box.hidden = !parts.length;
    if (focus) (this.box.querySelector("button") || document.querySelector("main")).focus();
  }

  held(wishes, sender) {
    if (!wishes.length) return [];
    const way = sender.stranger
      ? make("a", { href: `${root()}/aanmelden?naar=/taken` }, "Meld je weer aan")
      : button("Verstuur nu", () => this.doing.send());
    return [line([make("p", {}, waiting(wishes, sender.stranger))], [way])];
  }

  refused(wishes, sender) {
    return wishes.map((wish) =>
      line(
        [make("p", { role: "alert" }, refused(wish, sender.refused.get(wish.id)))],
        [...look(wish), button("Gezien", () => this.doing.drop(wish))],
      ),
    );
  }

  old(wishes) {
    return wishes.map((wish) =>
      line(
        [make("p", {}, old(wish))],
        [
          ...look(wish),
          button("Verstuur het alsnog", () => this.doing.again(wish)),
          button("Laat maar", () => this.doing.drop(wish)),
        ],
      ),
    );
  }
}

function look(wish) {
  return wish.task ? [make("a", { href: `${root()}/taken/${encodeURIComponent(wish.task)}` }, "Bekijk de taak")] : [];
}

function line(words, ways) {
  const made = make("div", {});
  const row = make("p", { class: "ways-out" });
  row.append(...ways);
  made.append(...words, row);
  return made;
}

function button(words, press) {
  const made = make("button", { type: "button", class: "plain" }, words);
  made.addEventListener("click", press);
  return made;
}

function make(tag, attributes, words = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (words) made.textContent = words;
  return made;
}
