// The badge and the PIN of a person, as an administrator sees them.
import { action, api, ask, el, facts, say, sheet, time } from './kit/kit.js';

/** The card by itself in a tab, as large as it is, to be printed there. */
function print(card, name) {
        const tab = open('', '_blank');
        if (!tab) return say('The browser did not open a tab for the card. Allow this site to open tabs, then issue it again.', 'stop');
        const picture = tab.document.createElement('img');
        picture.src = card;
        picture.alt = `Badge of ${name}`;
        tab.document.title = picture.alt;
        tab.document.body.append(picture);
        return picture.decode().then(() => tab.print());
}

function show(made, s, issued) {
        const card = `data:image/svg+xml,${encodeURIComponent(issued.card)}`;
        made.show(el('p', {}, 'The card is shown this once. Print it now; what it holds is kept nowhere else.'),
                el('img', { class: 'label', src: card, width: 344, height: 217, alt: `Badge of ${s.name}` }),
                el('div', { class: 'row' }, action('Print card', async () => print(card, s.name), ''), action('Done', async () => made.close())));
}

/** after(): what was changed is to be seen elsewhere too. */
export function identity(s, after) {
        const at = `/accounts/v1/staff/${s.staff_id}`;
        const issue = async () => { const issued = await api('POST', `${at}/badge`); await after(); show(made, s, issued); };
        const remove = (title, sentence, path, label) => ask(title, sentence, label, async () => { await api('DELETE', path); made.close(); await after(); });
        const trusted = s.roles.some((role) => ['administrator', 'supervisor'].includes(role));
        const made = sheet(`Badge and PIN of ${s.name}`, facts(['Number', String(s.number)], ['Badge', s.badge_issued_at ? ['issued ', time(s.badge_issued_at)] : 'none'],
                ['PIN', s.pin_set_at ? ['chosen ', time(s.pin_set_at), s.pin_locked_until ? ', locked after wrong tries' : ''] : 'none; they choose it themselves']),
        trusted && el('p', { class: 'muted' }, 'A supervisor or administrator needs both at a station, or the password.'), el('div', { class: 'row' },
                action(s.badge_issued_at ? 'Issue a new badge' : 'Issue a badge', issue, ''),
                s.badge_issued_at && action('Revoke badge', async () =>
                        remove(`Revoke the badge of ${s.name}?`, 'Whoever has the card can do nothing with it.', `${at}/badge`, 'Revoke'), 'stop'),
                s.pin_set_at && action('Remove PIN', async () =>
                        remove(`Remove the PIN of ${s.name}?`, 'They choose another with their password; a lock after wrong tries ends.', `${at}/pin`, 'Remove'), 'stop')),
        s.badge_issued_at && el('p', { class: 'small muted' }, 'With a new badge the one before is good no longer.'));
}
