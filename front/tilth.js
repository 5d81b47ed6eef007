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
  isSupported,
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

document.body.classList.add("js-enabled");
if (isSupported() || "noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
  help(document);
  document.body.addEventListener("htmx:load", helpWhatWasSwapped);
}
