// What is said about what waits, in Dutch.
export const KEPT = "Bewaard op dit apparaat. Wordt verstuurd zodra er verbinding is.";
export const KEPT_BACK = "Terugnemen is bewaard op dit apparaat. Wordt verstuurd zodra er verbinding is.";
export const NO_REASON = "Dit kon niet meer: de taak is er niet meer voor jou, of er is iets anders mee gedaan.";
export const TYPED = "Er is nu geen verbinding. Wat je typte staat er nog; probeer het straks opnieuw.";

export const FAILED = "Dit lukte niet. Wat je typte staat er nog.";
export const AGAIN = "Je hebt je intussen opnieuw aangemeld. Druk nog een keer, dan wordt het bewaard.";
export const STRANGER =
  "Je bent hier niet meer aangemeld. Meld je aan in een ander tabblad en druk daarna nog een keer; wat je typte staat er nog.";

export const isBack = (wish) => wish.does === "terug";
const isTick = (wish) => wish.does === "vink" || isBack(wish);
const things = (wishes) => (wishes.every(isTick) ? ["vinkje", "vinkjes"] : ["wijziging", "wijzigingen"]);

export function counted(wishes) {
  const [one, more] = things(wishes);
  return wishes.length === 1 ? `1 ${one}` : `${wishes.length} ${more}`;
}

export function waiting(wishes, stranger) {
  const wait = wishes.length === 1 ? "wacht" : "wachten";
  const then = stranger ? "zodra je weer bent aangemeld" : "zodra er verbinding is";
  return `Op dit apparaat ${wait} ${counted(wishes)}. Versturen gaat vanzelf ${then}.`;
}

export function sent(wishes) {
  return `${counted(wishes)} ${wishes.length === 1 ? "is" : "zijn"} alsnog verstuurd.`;
}

export function refused(wish, why) {
  return `Niet gedaan, van ${day(wish.at)}: ${why || NO_REASON}`;
}

export function old(wish) {
  const what = isBack(wish) ? "een vinkje om terug te nemen" : counted([wish]).replace("1 ", "een ");
  return `Van ${day(wish.at)} wacht hier nog ${what}. Is dat nog goed?`;
}

export function leaving(wishes) {
  const [stay, go] = wishes.length === 1 ? ["Het blijft", "gaat"] : ["Ze blijven", "gaan"];
  const first = `Op dit apparaat ${wishes.length === 1 ? "wacht" : "wachten"} nog ${counted(wishes)} op verbinding.`;
  return `${first} ${stay} hier staan en ${go} pas mee als je je hier weer aanmeldt. Toch uitloggen? Druk dan nog eens.`;
}

function day(at) {
  return new Date(at).toLocaleDateString("nl-NL", { day: "numeric", month: "long" });
}
