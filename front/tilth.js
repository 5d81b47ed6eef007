// The design system's small helps. Every page works without them.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  SkipLink,
  createAll,
} from "govuk-frontend";

const helps = [CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink];

function help(scope) {
  createAll(Button, { preventDoubleClick: true }, scope);
  for (const each of helps) createAll(each, undefined, scope);
}

// What htmx brings in by a swap has not been helped yet.
function helpWhatWasSwapped(event) {
  if (event.target !== document.body) help(event.target);
}

// Where a swap says in which box one goes on, go there at once; somebody who types in another by then stays there.
function focusAtOnce(event) {
  const box = event.target.querySelector("[autofocus]");
  if (!box) return;
  box.removeAttribute("autofocus");
  if (document.activeElement === document.body) box.focus();
}

// This is a module: a browser that runs it has all that the design system asks for.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
help(document);
document.body.addEventListener("htmx:load", helpWhatWasSwapped);
document.body.addEventListener("htmx:afterSwap", focusAtOnce);
