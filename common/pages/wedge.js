// What a stream of keys is: a scan, or a person typing. No DOM here, so that the conformance page can replay recorded streams through it.

/** Milliseconds: between keys of a scanner, between two things typed, of silence that ends a scan. Characters: of the shortest scan, of one that has no end, of one that comes at once as a number. */
export const timing = { fast: 50, pause: 400, silence: 250, shortest: 4, surest: 6, longNumber: 8 };

const GS = '\u001d';
const ends = { Enter: 'Enter', '\r': 'Enter', Tab: 'Tab', '\t': 'Tab', Linefeed: 'LF', '\n': 'LF' };
const controls = { m: 'Enter', i: 'Tab', j: 'LF' };       /* as a scanner types them: Ctrl+M, Ctrl+I, Ctrl+J */

/**
 * take({ text, end, into, at }) gets each scan: end is Enter, Tab, LF or silence; it says whether the end is used up. `into` is where the keys went: box (the scan box), text and number (fields
 * that a person chose), select, page (anything else). What is to be done with a key comes back: leave (to the browser), eat (nobody gets it), box (the box gets it), divert (so far it
 * looked like typing: the field gets back what it had, the box gets `run`), enter (what was typed in the box is sent).
 */
export function wedge(take, t = timing) {
        let run = '', slow = 0, atOnce = false, began, before = -Infinity, ended = -Infinity, digits = '', digitsAt = -Infinity;

        const forget = () => { run = ''; slow = 0; atOnce = false; };
        const scanned = (least) => run.length >= least && slow * 4 <= run.length;      /* a scanner may stumble; a person types slowly throughout */
        const fresh = (at, into) => !run || at - before > t.pause || (began === 'text') !== (into === 'text');
        const flows = (at) => run && at - before <= t.fast;

        const finish = (end, at) => {
                const scan = { text: run, end, into: began, at };
                forget();
                ended = at;
                return take(scan) ? 'eat' : 'leave';
        };
        const add = (text, at, into) => {
                if (fresh(at, into)) { forget(); began = into; }
                if (run && at - before > t.fast) slow++;
                run += text;
                before = at;
        };
        const close = (end, at, into) => {
                if (!run && at - ended < 2 * t.fast) return 'eat';                        /* Enter and Tab, or CR and LF: one end */
                if (fresh(at, into)) forget();
                if (scanned(t.shortest)) return finish(end, at);
                forget();
                return into === 'box' && end !== 'Tab' ? 'enter' : 'leave';               /* Tab by hand goes on to the next field */
        };
        const typed = (key, at, into) => {
                if (key === ' ' && into === 'page' && fresh(at, into)) return 'leave';          /* it presses what has the focus */
                add(key, at, into);
                if (into === 'page') return 'box';
                if (into === 'box' || into === 'text') return 'leave';
                return scanned(into === 'number' ? t.surest : t.shortest) ? 'divert' : 'leave';
        };
        /** A character that came as Alt and its number. */
        const decode = (at, into) => {
                const text = digits && String.fromCharCode(Number(digits));
                digits = '';
                if (text >= ' ' || text === GS) add(text, at, into);
        };
        const control = (key, at, into) => {
                if (!flows(at)) return 'leave';
                if (controls[key]) return close(controls[key], at, into);
                if (key === ']') add(GS, at, into);
                return key.length === 1 ? 'eat' : 'leave';                                /* STX, ETX: the scanner's, not the code's */
        };

        return {
                get run() { return run; },
                get began() { return began; },
                /** Nothing has been typed since the last pause, or it was typed in a field that has been left. */
                fresh,
                /** What was typed has been taken for something else. */
                forget,
                key({ key, at, into, ctrl = false, alt = false, shift = false }) {
                        if (alt && !ctrl) {
                                if (/^\d$/.test(key)) { digits += key; digitsAt = at; }
                                return 'leave';
                        }
                        if (digits) decode(at, into);
                        if (ctrl && !alt) return control(key.toLowerCase(), at, into);    /* both: AltGr, a character like any other */
                        if (key === GS || (key === 'F8' && flows(at))) { add(GS, at, into); return 'eat'; }
                        if (ends[key]) return shift && key === 'Tab' ? 'leave' : close(ends[key], at, into);
                        return key.length === 1 && key >= ' ' ? typed(key, at, into) : 'leave';
                },
                /** Text that no key typed: by the input method of a handheld or phone, or pasted. */
                insert({ text, at, into }) {
                        if (at - digitsAt < 2 * t.fast) return 'leave';                   /* the browser's own reading of Alt and a number */
                        const body = text.replace(/[\r\n\t]+$/, ''), end = ends[text[body.length]];
                        if (body.length === 1) typed(body, at, into);
                        else if (body) { add(body, at, into); atOnce = true; }
                        return end ? close(end, at, into) : 'leave';
                },
                /** Time has passed. A word that a keyboard proposed is no scan: at once, it needs a digit and no blank. */
                tick(at) {
                        if (at - before < t.silence) return 'leave';
                        if (digits) decode(before, began);
                        const sure = atOnce ? /^\S*\d\S*$/.test(run) && (began !== 'number' || run.length >= t.longNumber) : true;
                        return sure && scanned(t.surest) ? finish('silence', at) : 'leave';
                },
        };
}
