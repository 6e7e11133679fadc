// What a code says by its form alone. What it is, the server decides; this much is known without asking it.

/** GS1 General Specifications 7.9.1: the last digit checks those before it. */
const checked = (digits) => [...digits].reverse().reduce((sum, digit, i) => sum + digit * (i % 2 ? 3 : 1), 0) % 10 === 0;

/** A GTIN of 8, 12, 13 or 14 digits as 14 of them; undefined when it is none. */
export const gtinOf = (text) => /^(\d{8}|\d{12,14})$/.test(text || '') && checked(text) ? text.padStart(14, '0') : undefined;

/** The plate in what a label's codes hold; undefined: there is none. */
export const plateIn = (code) => /(?:^|\/)(RP-?[0-9A-Z]{4}-?[0-9A-Z]{6}-?[0-9A-Z])(?:$|[/?#])/i.exec(code)?.[1].replaceAll('-', '').toUpperCase();

/** Delivered twice in one is once. A GTIN may look so and is left. */
function once(code) {
        const half = code.slice(0, code.length / 2);
        return code.length >= 12 && code === half + half && !gtinOf(code) ? half : code;
}

/** Without what is the scanner's: AIM identifier, what it is set to put around a code, FNC1 and control characters at the ends, blanks; GS between elements stays. */
export function clean(text, { prefix = '', suffix = '' } = {}) {
        let code = text.replace(/[\u0000-\u001c\u001e\u001f\u007f]/g, '').trim();
        if (prefix && code.startsWith(prefix)) code = code.slice(prefix.length);
        if (suffix && code.endsWith(suffix)) code = code.slice(0, -suffix.length);
        return once(code.replace(/^\][A-Za-z]\d/, '').replace(/^\u001d+|\u001d+$/g, '').trim());
}

/* Application identifiers: how long they are, and how long values are that no separator ends (General Specifications 7.8.5). */
const fixed = { '00': 18, '01': 14, '02': 14, '03': 14, 11: 6, 12: 6, 13: 6, 15: 6, 16: 6, 17: 6, 20: 2, 31: 6, 32: 6, 33: 6, 34: 6, 35: 6, 36: 6, 41: 13 };
const lengthOf = (text) => /^(2[3-9]|4[0-2]|71)/.test(text) ? 3 : /^(3[1-69]|4[3-9]|7|8)/.test(text) ? 4 : 2;

/** "01…17…21…", with GS where a value of free length ends: pairs; undefined when it cannot be one. */
function elementString(text) {
        const found = {};
        for (let rest = text; rest; rest = rest.replace(/^\u001d/, '')) {
                const ai = rest.slice(0, lengthOf(rest)), length = fixed[ai.slice(0, 2)] || (rest.indexOf('\u001d') + 1 || rest.length + 1) - 1 - ai.length;
                const value = rest.slice(ai.length, ai.length + length);
                if (!/^\d+$/.test(ai) || value.length < Math.max(1, fixed[ai.slice(0, 2)] || 1)) return undefined;
                found[ai] = value;
                rest = rest.slice(ai.length + length);
        }
        return found;
}

function link(text) {
        const found = {}, path = /^https?:\/\/[^/?#]+([^?#]*)/i.exec(text)?.[1] || '', parts = path.split('/').slice(1), first = parts.indexOf('01');
        for (let i = first; first >= 0 && i + 1 < parts.length; i += 2) {
                try {
                        found[parts[i]] = decodeURIComponent(parts[i + 1]);
                } catch {
                        return {};
                }
        }
        return found;
}

function elementsOf(text) {
        if (/^https?:/i.test(text)) return link(text);
        if (/^\(\d{2,4}\)/.test(text)) return Object.fromEntries([...text.matchAll(/\((\d{2,4})\)([^(]+)/g)].map(([, ai, value]) => [ai, value]));
        return /^01\d{14}./.test(text) && gtinOf(text.slice(2, 16)) ? elementString(text) || {} : {};
}

/** text: a scan, cleaned. gtin: 14 digits; serial and lot as in the code; plate, command, bin, tote: ours. What is not in it is undefined. */
export function codesOf(text) {
        const [, kind, value] = /^RP([CBT]):(.+)$/.exec(text.toUpperCase()) || /^RP(C)[^A-Z0-9](OK|UNDO|HOLD|CLOSE|CANCEL|PRINT)$/.exec(text.toUpperCase()) || [];   /* ":" on another keyboard */
        if (kind) return { [{ C: 'command', B: 'bin', T: 'tote' }[kind]]: value };
        const elements = elementsOf(text);
        return { gtin: gtinOf(elements['01'] || text), serial: elements['21'], lot: elements['10'], plate: plateIn(text) || plateIn(elements['21'] || '') };
}
