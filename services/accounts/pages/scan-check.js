// What this station makes of scanners: recorded streams replayed, and the scanner in your hand.
import { capture, codesOf, el, facts, field, form, page, plate, say, scanner, state, table, timing } from './kit/kit.js';
import { replay } from './replay.js';
import { streams } from './streams.js';

/* --- streams --- */

const visible = (text) => text.replaceAll('\u001d', '␝');
const usual = { box: '', quantity: '3', note: '', kind: 'keep', pressed: 0, sent: 0 };
const told = (scans, left, expected) => [scans.length ? scans.map((one) => el('div', { class: 'code' }, visible(one))) : el('div', { class: 'muted' }, 'No scan'),
        Object.keys(expected).filter((name) => left[name] !== usual[name] || expected[name] !== usual[name]).map((name) => [name, left[name]])
                .map(([name, value]) => el('div', { class: 'small' }, `${name}: ${value === '' ? 'empty' : value}`))];

function conformance() {
        const rows = streams.map((stream) => ({ ...stream, ...replay(stream) })), failed = rows.filter((row) => !row.pass).length;
        const kinds = { true: ['good', 'Pass'], false: ['stop', 'Fail'] };
        return el('section', { class: 'panel', 'aria-label': 'Recorded streams' }, el('div', { class: 'row between' }, el('h2', {}, 'Recorded streams'),
                state(failed ? 'failed' : 'done', failed ? `${failed} of ${rows.length} fail` : `All ${rows.length} pass`)),
        el('p', { class: 'muted' }, 'Keys as scanners, handhelds and people send them, replayed just now in this browser through the module that every station uses.'),
        table([['Stream', (row) => el('div', {}, row.name, row.from && el('div', { class: 'small muted' }, `Known from ${row.from}`))],
                ['Must be taken', (row) => told(row.wanted, row.expected, row.expected)], ['Came out', (row) => told(row.scans, row.left, row.expected)],
                ['Result', (row) => el('span', { class: `state ${kinds[row.pass][0]}` }, kinds[row.pass][1])],
        ], rows.map((row, i) => ({ ...row, wanted: streams[i].scans }))));
}

/* --- the scanner in hand --- */

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] || 0;
const endings = { Enter: 'Enter', Tab: 'Tab', LF: 'a line feed', silence: 'nothing: silence ended it', typed: 'Enter, after slow typing' };

const cameTwice = (text, code) => text.includes(code + code);

/* Letters and signs that keyboards of several countries have at different places. */
const testCard = 'RPT:QWAZY-M_0189';

/** Sentences about how it came; the first is the one that matters most. */
function advice({ scan, code, gaps, keys }) {
        const slow = median(gaps), letters = keys.filter((one) => /^[A-Za-z]$/.test(one.key)), said = [];
        if (scan.end === 'typed' && gaps.length) said.push(`That came like typing, ${Math.round(slow)} ms between keys. If it was a scanner, set its delay between characters to 0.`);
        if (keys.some((one) => one.capsLock) && letters.length) said.push('Caps Lock is on, so letters come in the wrong case. Turn it off.');
        if (code !== testCard && code.length === testCard.length && /^RPT/i.test(code)) said.push(
                `The test card says ${testCard}. Your scanner types for the keyboard of another country: set its keyboard language to that of this computer.`);
        if (scan.end === 'silence') said.push(`Your scanner sends no Enter: set a suffix. Without one each scan waits ${timing.silence} ms.`);
        if (cameTwice(scan.text, code)) said.push('It sent the code twice in one. It was taken once; look for a second delivery in the set-up of the scanner.');
        if (/^\][A-Za-z]\d/.test(scan.text)) said.push(`It sends the AIM identifier ${scan.text.slice(0, 3)}, which is taken off. Good: it says what kind of code was read.`);
        if (scan.end !== 'typed' && gaps.some((gap) => gap > timing.fast)) said.push('It stumbles: some keys come late. A cable, or less distance to its base, helps.');
        if (/\u001d/.test(code)) said.push('FNC1 arrives, so GS1 codes with several elements are read right.');
        return said.length ? said : ['Your scanner is set up well. Nothing to change.'];
}

const stream = (keys) => el('p', { class: 'code stream' }, keys.map((one, i) => [el('span', {}, one.text ? `“${one.text}” at once` : one.key === ' ' ? 'Space' : visible(one.key)),
        i ? el('span', { class: 'muted small' }, ` +${Math.round(one.at - keys[i - 1].at)}  `) : '  ']));

function reading(code, scan, keys) {
        const gaps = keys.slice(1).map((one, i) => one.at - keys[i].at), known = codesOf(code);
        return el('div', { class: 'stack' }, advice({ scan, code, gaps, keys }).map((text, i) => el('p', { class: i ? '' : 'note' }, text)),
                facts(['Read', el('span', { class: 'code' }, visible(code))], ['It ended with', endings[scan.end]],
                        ['Keys', `${keys.length}, ${Math.round(median(gaps))} ms apart, the slowest ${Math.round(Math.max(0, ...gaps))} ms`],
                        ['GTIN', known.gtin], ['Serial', known.serial], ['Lot', known.lot], ['Plate', plate(known.plate)], ['Command', known.command], ['Bin', known.bin], ['Tote', known.tote]),
                el('h3', {}, 'Key by key, in ms'), stream(keys));
}

function live() {
        const box = el('input', { class: 'scan', id: 'scan', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });
        const result = el('div', { role: 'status', 'aria-live': 'polite' }, el('p', { class: 'muted' }, 'Scan anything: what arrives is shown here, key by key. Nothing is sent to the server.'));
        let keys = [];
        capture(box, (code, scan) => setTimeout(() => { result.replaceChildren(reading(code, scan, keys)); keys = []; }), { counts: true, seen: (one) => {
                if (keys.length && one.at - keys.at(-1).at > 1000) keys = [];
                if (!['Shift', 'Control', 'Alt', 'AltGraph'].includes(one.key)) keys.push(one);
        } });
        const set = scanner(), settings = form([el('div', { class: 'pair' },
                field('prefix', 'Sent in front of each code', { required: false, value: set.prefix || '' }), field('suffix', 'Sent after each code', { required: false, value: set.suffix || '' }))],
        'Take it off at this station', async (given) => { localStorage.setItem('scanner', JSON.stringify(given)); say('Kept on this device.', 'good'); });
        return el('section', { class: 'panel', 'aria-label': 'Your scanner' }, el('h2', {}, 'Your scanner'), el('div', { class: 'field' }, el('label', { for: 'scan' }, 'Scan here'), box), result,
                el('details', {}, el('summary', {}, 'A test card to scan'), el('p', {}, el('img', { src: `/intake/v1/symbols?code=${testCard}`, width: 291, height: 54, alt: `Barcode ${testCard}` }))),
                el('details', {}, el('summary', {}, 'The scanner puts characters around each code'), settings));
}

await page({ place: 'scan-check', title: 'Scan check', lead: 'Does this station read scanners as it must, and is yours set up well?' }, async ({ main }) => {
        const proof = conformance();
        main.append(live(), proof);
        main.querySelector('#scan').focus();
});
