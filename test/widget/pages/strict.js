// Collects what the policy refused, and signs the element in.
globalThis.refused = [];
document.addEventListener("securitypolicyviolation", (event) => globalThis.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
document.addEventListener("DOMContentLoaded", () => {
  const element = document.querySelector("medha-ask");
  element.setAttribute("endpoint", location.origin);
  element.tokenProvider = () => "token";
});
