// Sends what waits, one after the other and oldest first; after a lost connection again, after a wait that grows.
import * as journal from "./journal.js";
import { BROKEN, DONE, REFUSED, STRANGER, send } from "./asking.js";

const FIRST_WAIT = 5_000, LONGEST_WAIT = 300_000, TURN = 3_000;

export class Sender {
  // `tell` hears after each round what became of what was sent, and the last page that came back.
  constructor(tell) {
    this.tell = tell;
    this.refused = new Map();
    this.stranger = false;
    this.wait = FIRST_WAIT;
    this.round = Promise.resolve();
  }

  // What this page knows of the wishes of who is here: `moving` is on its way, the rest waits or was refused.
  state(wish) {
    if (this.refused.has(wish.id)) return "refused";
    if (journal.isOld(wish)) return "old";
    return wish.held || this.stranger ? "held" : "moving";
  }

  // A browser that says it has no connection is believed for now, and tried after a while: some are wrong.
  run(anyhow = false) {
    this.round = this.round.then(() => alone(() => this.sendAll(anyhow || navigator.onLine !== false)));
    return this.round;
  }

  soon() {
    this.wait = FIRST_WAIT;
    return this.run();
  }

  forget(wish) {
    this.refused.delete(wish.id);
    journal.drop(wish);
  }

  async sendAll(connected) {
    clearTimeout(this.timer);
    const round = { sent: [], held: [], refused: [], last: null };
    const tried = new Set();
    for (let wish; connected && (wish = this.next(tried)); ) {
      tried.add(wish.id);
      if (!this.settle(wish, await send(wish), round)) break;
    }
    if (!connected) this.hold(this.waiting(), round);
    this.again();
    if (tried.size || round.held.length) this.tell(round);
  }

  next(tried) {
    return journal.all().find((wish) => !tried.has(wish.id) && !this.refused.has(wish.id) && !journal.isOld(wish));
  }

  // Take in an answer; tell whether to go on with the next.
  settle(wish, answer, round) {
    if (answer.is === REFUSED) return this.isRefused(wish, answer, round);
    if (answer.is === BROKEN) return this.hold([wish], round);
    if (answer.is !== DONE) return this.isStopped(answer, round);
    this.stranger = false;
    this.wait = FIRST_WAIT;
    journal.drop(wish);
    round.sent.push(wish);
    round.last = answer;
    return true;
  }

  // A refusal of what somebody wished otherwise meanwhile is of no interest any more.
  isRefused(wish, answer, round) {
    if (!journal.stands(wish)) return true;
    this.refused.set(wish.id, answer.why);
    round.refused.push(wish);
    return true;
  }

  isStopped(answer, round) {
    this.stranger = answer.is === STRANGER;
    this.hold(this.waiting(), round);
    return false;
  }

  hold(wishes, round) {
    for (const each of wishes.filter((one) => !one.held)) {
      journal.note(each, { held: true });
      round.held.push(each);
    }
    return true;
  }

  waiting() {
    return journal.all().filter((each) => !this.refused.has(each.id) && !journal.isOld(each));
  }

  again() {
    if (!this.waiting().length || this.stranger) return;
    this.timer = setTimeout(() => this.run(true), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}

// Let one tab send at a time. One that sleeps with the turn in its hand is not waited for: twice does no harm.
async function alone(work) {
  if (!navigator.locks) return work();
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), TURN);
  try {
    return await navigator.locks.request("jaarcyclus-wacht", { signal: stop.signal }, () => {
      clearTimeout(clock);
      return work();
    });
  } catch (error) {
    if (error.name === "AbortError") return work();
    throw error;
  }
}
