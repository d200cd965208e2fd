// All a plain page needs: where its token comes from.
document.querySelector("medha-ask").tokenProvider = async () => (await (await fetch("/token?airline=american-airlines")).json()).token;
