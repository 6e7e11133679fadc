// Cards to print, cut and hang at a station: a scan of one presses a button.
import { el, page, say } from './kit/kit.js';

const cards = [
        ['OK', 'Confirms the question or sends the form that is open.'], ['UNDO', 'Takes back what was done last.'], ['HOLD', 'Holds the unit that is shown, with a reason.'],
        ['CLOSE', 'Closes the shipment that is open.'], ['CANCEL', 'Closes what is open beside the page; nothing is done.'], ['PRINT', 'Prints the label of the unit that is shown.'],
];

const symbol = (code, kind, width, height) => el('img', { src: `/intake/v1/symbols?code=${code}&symbol=${kind}`, width, height, alt: `${kind === 'qr' ? 'QR code' : 'Barcode'} ${code}`,
        onerror: () => say('The barcodes cannot be drawn at the moment. Load the page again in a minute.', 'stop') });

const card = ([word, text]) => el('li', { class: 'panel card' }, el('div', { class: 'row between' }, el('div', {}, el('h2', {}, word), el('p', {}, text)), symbol(`RPC:${word}`, 'qr', 88, 88)),
        symbol(`RPC:${word}`, 'code128', 264, 66), el('span', { class: 'code' }, `RPC:${word}`));

await page({ place: 'command-cards', title: 'Command cards',
        lead: 'Print this page, cut the cards and hang them where the scanner reaches. They work while a sheet is open.' }, async ({ main, tools }) => {
        tools.append(el('button', { type: 'button', onclick: () => print() }, 'Print'));
        main.append(el('ul', { class: 'cards' }, cards.map(card)));
});
