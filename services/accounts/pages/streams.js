// Key streams that scanners, handhelds and people send, and what must come of each. `from`: where a scan box is known to have failed on it.
const burst = (text, after = 8) => [...text].map((key) => ({ key, after }));
const key = (name, more = {}) => [{ key: name, after: 8, ...more }];
const typed = (text) => burst(text, 140);
const ctrl = (letter) => key(letter, { ctrl: true });
const alt = (number) => [...number].map((one) => ({ key: one, alt: true, after: 6 }));
const put = (text, inputType = 'insertText') => [{ text, inputType, after: 8 }];
const wait = (after) => [{ after }];
const focus = (name) => [{ focus: name, after: 4 }];
const Enter = key('Enter'), Tab = key('Tab'), code = 'RP0001000001E', GS = '\u001d', gs1 = `010950600013435210LOT7${GS}21X9`;

/**
 * focus: page, box, quantity, note, kind, button. scans: what must be taken. left: what the fields hold afterwards; what is not named is as it was (quantity 3, nothing pressed or sent);
 * focus: where it is then; changed: how often the chooser said that it changed.
 */
export const streams = [
        { name: 'Nothing has the focus, Enter ends it', from: 'Snipe-IT 6476', focus: 'page', keys: [burst(code), Enter], scans: [code] },
        { name: 'Tab ends it', focus: 'page', keys: [burst(code), Tab], scans: [code] },
        { name: 'A line feed ends it', from: 'inventree-app 770', focus: 'page', keys: [burst(code), key('\n')], scans: [code] },
        { name: 'A line feed as Ctrl+J ends it', focus: 'page', keys: [burst(code), ctrl('j')], scans: [code] },
        { name: 'A line break without a key ends it (iOS)', from: 'inventree-app 770', focus: 'box', keys: [burst(code), put('\n', 'insertLineBreak')], scans: [code] },
        { name: 'Nothing ends it: silence does', focus: 'page', keys: [burst(code), wait(600)], scans: [code] },
        { name: 'Enter and Tab are one end', focus: 'page', keys: [burst(code), Enter, Tab], scans: [code], left: { focus: 'box' } },
        { name: 'Carriage return and line feed are one end', focus: 'button', keys: [burst(code), key('\r'), key('\n')], scans: [code] },
        { name: 'A scan delivered twice is taken once', from: 'openboxes-mobile 437', focus: 'page', keys: [burst(code), Enter, wait(120), burst(code), Enter], scans: [code] },
        { name: 'Delivered twice in one is taken once', from: 'openboxes-mobile 437', focus: 'page', keys: [burst('43542104354210'), Enter], scans: ['4354210'] },
        { name: 'The same code a second later is a second scan', focus: 'page', keys: [burst(code), Enter, wait(1000), burst(code), Enter], scans: [code, code] },
        { name: 'Where things are counted, the same code at once counts', counts: true, focus: 'page', keys: [burst(code), Enter, wait(200), burst(code), Enter], scans: [code, code] },
        { name: 'The AIM identifier is taken off', from: 'openpos 2108', focus: 'page', keys: [burst(`]C1${code}`), Enter], scans: [code] },
        { name: 'STX and ETX around a code are taken off', from: 'openpos 2108', focus: 'box', keys: [ctrl('b'), burst(code), ctrl('c'), Enter], scans: [code] },
        { name: 'FNC1 between elements, as a control character', focus: 'page', keys: [burst(gs1), Enter], scans: [gs1] },
        { name: 'FNC1 between elements, as Ctrl+]', focus: 'page', keys: [burst('010950600013435210LOT7'), ctrl(']'), burst('21X9'), Enter], scans: [gs1] },
        { name: 'FNC1 between elements, as F8', focus: 'page', keys: [burst('010950600013435210LOT7'), key('F8'), burst('21X9'), Enter], scans: [gs1] },
        { name: 'FNC1 between elements, as Alt and 029', focus: 'page', keys: [burst('010950600013435210LOT7'), alt('029'), burst('21X9'), Enter], scans: [gs1] },
        { name: 'FNC1 in front is taken off', focus: 'page', keys: [key(GS), burst(gs1), Enter], scans: [gs1] },
        { name: 'Capitals come with Shift', focus: 'page', keys: [...code].flatMap((one) => [key('Shift'), key(one, { shift: true })]).concat(Enter), scans: [code] },
        { name: 'AltGr writes a character like any other', focus: 'page', keys: [burst('A1'), key('@', { ctrl: true, alt: true }), burst('B2'), Enter], scans: ['A1@B2'] },
        { name: 'A quantity that has the focus keeps its value', from: 'anysearch.js 2', focus: 'quantity', keys: [burst('4006381333931'), Enter], scans: ['4006381333931'] },
        { name: 'So it does when silence ends the scan', from: 'anysearch.js 2', focus: 'quantity', keys: [burst('4006381333931'), wait(600)], scans: ['4006381333931'] },
        { name: 'So it does when the code comes at once', focus: 'quantity', keys: [put('4006381333931'), wait(600)], scans: ['4006381333931'] },
        { name: 'So it does when the scanner stumbles', focus: 'quantity', keys: [burst('400'), wait(150), burst('6381333931'), Enter], scans: ['4006381333931'] },
        { name: 'A quantity that is typed stays, and Enter sends it', focus: 'quantity', keys: [typed('12'), Enter], scans: [], left: { quantity: '312', sent: 1 } },
        { name: 'A quantity typed fast stays too', focus: 'quantity', keys: [burst('24', 45), wait(600)], scans: [], left: { quantity: '324' } },
        { name: 'A chooser that has the focus keeps its choice', focus: 'kind', keys: [burst('DONATE-77'), Enter], scans: ['DONATE-77'] },
        { name: 'And does not flicker through all of them', focus: 'kind', keys: [burst('DRDRDRDR-77'), Enter], scans: ['DRDRDRDR-77'], left: { changed: 4 } },
        { name: 'A button that has the focus is not pressed', focus: 'button', keys: [burst(code), Enter], scans: [code] },
        { name: 'Nor by a blank in the code', focus: 'button', keys: [burst('AB 12 CD'), Enter], scans: ['AB 12 CD'] },
        { name: 'Space by hand presses it', focus: 'button', keys: [key(' ', { after: 500 })], scans: [], left: { pressed: 1 } },
        { name: 'The trigger key moves the focus', from: 'datalogic-android-sdk 7', focus: 'page', keys: [key('Unidentified'), focus('button'), burst(code), key('GoBack'), Enter], scans: [code] },
        { name: 'The focus moves in the middle of a scan', focus: 'page', keys: [burst('RP0001'), focus('button'), burst('000001E'), Enter], scans: [code] },
        { name: 'A text field that was chosen keeps the scan, without what is the scanner\'s', focus: 'note', keys: [burst(`]C1${code}`), Enter], scans: [], left: { note: code, sent: 1 } },
        { name: 'A scan soon after typing in a field that was left', focus: 'note', keys: [typed('ab'), focus('page'), burst(code), Enter], scans: [code], left: { note: 'ab' } },
        { name: 'A command card is no text', focus: 'note', keys: [burst('RPC:UNDO'), Enter], scans: ['RPC:UNDO'] },
        { name: 'A command card through a keyboard of another country', focus: 'note', keys: [burst('RPC\u00d6HOLD'), Enter], scans: ['RPC\u00d6HOLD'] },
        { name: 'Slow typing is kept and sent by Enter', focus: 'page', keys: [typed('abc'), typed('d'), key('Enter', { after: 200 })], scans: ['abcd'] },
        { name: 'Slow typing waits as long as it likes', focus: 'page', keys: [typed('abcdefgh'), wait(3000)], scans: [], left: { box: 'abcdefgh' } },
        { name: 'Tab by hand goes on and takes nothing', focus: 'box', keys: [typed('abcdefgh'), key('Tab', { after: 200 })], scans: [], left: { box: 'abcdefgh' } },
        { name: 'What was typed before is not joined to a scan', focus: 'page', keys: [typed('abc'), wait(700), burst(code), Enter], scans: [code] },
        { name: 'A scanner that stumbles loses nothing', focus: 'page', keys: [burst('RP0001'), wait(150), burst('000001E'), Enter], scans: [code] },
        { name: 'A slow scanner is read, by its Enter', focus: 'page', keys: [burst(code, 70), Enter], scans: [code] },
        { name: 'A key that is held down is no scan', focus: 'box', keys: [key('a'), ...[...'aaaaaaaaaaaa'].map(() => key('a', { repeat: true, after: 30 })), wait(600)], scans: [],
                left: { box: 'aaaaaaaaaaaaa' } },
        { name: 'A handheld puts the whole code at once, then Enter', focus: 'box', keys: [key('Unidentified'), put(code), Enter], scans: [code] },
        { name: 'A handheld puts the whole code at once, and nothing else', focus: 'box', keys: [key('Unidentified'), put(code), wait(600)], scans: [code] },
        { name: 'A handheld puts the code with its line feed', focus: 'box', keys: [key('Unidentified'), put(`${code}\n`)], scans: [code] },
        { name: 'A handheld puts one character after another', focus: 'box', keys: [...code].flatMap((one) => [key('Unidentified', { after: 3 }), put(one)]).concat(wait(600)), scans: [code] },
        { name: 'A code that is pasted is taken', focus: 'box', keys: [put(code, 'insertFromPaste'), wait(600)], scans: [code] },
        { name: 'A word that the keyboard proposes is no scan', focus: 'box', keys: [key('Unidentified'), put('jackets '), wait(600)], scans: [], left: { box: 'jackets ' } },
].map((one) => ({ ...one, keys: one.keys.flat(2) }));
