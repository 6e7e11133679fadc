import { api, attempt, el, forget } from './kit/kit.js';
import { passwordForm, signer } from './kit/signer.js';

const next = new URLSearchParams(location.search).get('next');
/* Only a page of this origin. */
const target = next && /^\/(?![\/\\])/.test(next) ? next : '/accounts/';
const enter = () => location.assign(target);

forget();   /* what somebody saw here is not the next person's */

/** At a station by badge or PIN; the password is a way too. */
function atStation({ station, people }) {
        const here = signer({ people, done: enter });
        document.querySelector('h1 + p').textContent = `${station.name}, ${station.facility}`;
        const password = el('details', {}, el('summary', {}, 'Use your password'));
        place.replaceWith(here, password);
        password.append(place);
        here.focus();
}

const place = passwordForm(enter);
document.getElementById('form').replaceWith(place);
document.querySelector('input').focus();
await attempt(async () => {
        const here = await api('GET', '/accounts/v1/station');
        if (here.station) atStation(here);
});
