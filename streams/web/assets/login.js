// A link from another site brings no cookie (SameSite=Strict), so the view sends even a known browser here once.
// Asked from our own page the cookie comes along: then go on, without the token.
const next = document.querySelector("input[name=next]").value;
const answer = await fetch("/api/status", { cache: "no-store" }).catch(() => null);
if (answer?.ok) location.replace(next);
