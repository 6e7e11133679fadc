// Badges: scanned anywhere, whatever has the focus. What a badge holds never stays in a field, and nobody sees it.
const begin = 'RPS:', size = 30, fast = 50, pause = 400;   /* characters of a badge; ms between the keys of a scanner, and between two things typed */
const handlers = [];

/** take(code) gets every badge from now on, until what is returned is called; the handler that came last is the one. */
export function onBadge(take) {
        handlers.push(take);
        return () => { handlers.splice(handlers.indexOf(take), 1); };
}

/** True when the code is a badge's: whoever waits for badges has it. */
export function takeBadge(code) {
        const badge = code.trim().toUpperCase();
        if (!badge.startsWith(begin)) return false;
        handlers.at(-1)?.(badge);
        return true;
}

/** The first letters went where they were typed, before it was seen what they begin. */
function takeBack(letters) {
        const box = document.activeElement;
        if (!box?.matches('input, textarea')) return;
        const at = box.selectionStart ?? box.value.length, from = at - letters.length;
        if (box.value.slice(from, at).toUpperCase() === letters) box.value = box.value.slice(0, from) + box.value.slice(at);
}

let run = '', began = 0, before = 0, tail = 0;

function swallow(event) {
        event.preventDefault();
        event.stopImmediatePropagation();
}

/** Before anybody else on the page, a station's capture too. */
window.addEventListener('keydown', (event) => {
        const { key, timeStamp: now } = event, typed = key.length === 1;
        if (!typed && key !== 'Enter' && key !== 'Tab') return;
        if (now - before > pause) run = '';
        before = now;
        if (!typed) {
                if (run.length >= begin.length || now < tail) { swallow(event); tail = now + fast / 2; }   /* the end of the badge: Enter, Tab, or two of them */
                run = '';
                return;
        }
        tail = 0;
        const next = run + key.toUpperCase(), inside = run.length >= begin.length;
        if (!inside && !begin.startsWith(next)) { run = ''; return; }
        if (next.length === 1) began = now;
        run = next;
        if (next === begin && now - began > fast * begin.length) run = '';   /* a person types it */
        if (run.length < begin.length) return;
        swallow(event);
        if (run === begin) takeBack(begin.slice(0, -1));
        if (run.length < size) return;
        const code = run;
        run = '';
        tail = now + pause;
        takeBadge(code);
}, true);
