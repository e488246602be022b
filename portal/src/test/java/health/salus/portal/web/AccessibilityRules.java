package health.salus.portal.web;

import com.microsoft.playwright.Page;
import java.util.List;

/// Rules of WCAG 2.2 level AA that a program can check, by hand-written script in the page.
final class AccessibilityRules {

    private static final String SCRIPT = """
            () => {
              const problems = [];
              const say = (rule, element) => problems.push(rule + ': ' + (element ? element.outerHTML.slice(0, 120) : ''));
              const all = (selector) => [...document.querySelectorAll(selector)];
              const visible = (e) => e.checkVisibility() && !e.closest('.visually-hidden');
              const name = (e) => (e.getAttribute('aria-label')
                || (e.getAttribute('aria-labelledby') || '').split(' ').map((id) => document.getElementById(id)?.textContent || '').join(' ')
                || (e.labels && [...e.labels].map((l) => l.textContent).join(' '))
                || e.getAttribute('alt') || e.textContent || '').trim();

              if (!document.documentElement.lang) say('3.1.1 the language is named');
              if (!document.title.trim() || document.title === 'Salus') say('2.4.2 the page has a title');
              if (!document.querySelector('meta[name=viewport]').content.includes('initial-scale=1')) say('1.4.4 zoom is free');
              for (const one of ['main', 'header', 'footer']) {
                if (all('body > ' + one).length !== 1) say('1.3.1 one landmark ' + one);
              }
              if (document.querySelector('body > a, body > *').getAttribute('href') !== '#main') say('2.4.1 a skip link is first');
              if (all('h1').length !== 1) say('1.3.1 one h1');
              let level = 0;
              for (const heading of all('h1, h2, h3, h4').filter((e) => e.checkVisibility())) {
                const own = Number(heading.tagName[1]);
                if (own > level + 1) say('1.3.1 no heading level is skipped', heading);
                level = own;
              }
              all('nav').forEach((e) => { if (!name(e)) say('1.3.1 navigation has a name', e); });
              all('input:not([type=hidden]), select, textarea').forEach((e) => {
                if (!name(e)) say('1.3.1 a field has a label', e);
              });
              all('button, a[href]').filter(visible).forEach((e) => { if (!name(e)) say('2.4.4 a control has a name', e); });
              all('img').forEach((e) => { if (!e.hasAttribute('alt')) say('1.1.1 an image has an alternative', e); });
              all('fieldset').forEach((e) => { if (!e.querySelector('legend')?.textContent.trim()) say('1.3.1 a group has a legend', e); });
              all('table').forEach((e) => {
                if (!e.caption?.textContent.trim()) say('1.3.1 a table has a caption', e);
                e.querySelectorAll('th').forEach((th) => { if (!th.scope) say('1.3.1 a header cell has a scope', th); });
              });
              all('[aria-describedby]').forEach((e) => e.getAttribute('aria-describedby').split(' ').forEach((id) => {
                if (!document.getElementById(id)) say('1.3.1 a description exists', e);
              }));
              const ids = all('[id]').map((e) => e.id);
              ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => say('4.1.2 an id is unique: ' + id));
              all('[style], script:not([src]), style').forEach((e) => say('nothing is inline', e));
              all('[onclick], [onsubmit], [onchange]').forEach((e) => say('no inline handlers', e));
              if (document.documentElement.scrollWidth > window.innerWidth) say('1.4.10 nothing scrolls sideways');
              all('button, a.button, .choice, input:not([type=hidden], [type=radio], [type=checkbox]), select').filter(visible).forEach((e) => {
                const box = e.getBoundingClientRect();
                if (box.height < 24 || box.width < 24) say('2.5.8 a target has 24 pixels', e);
              });
              const twice = all('a[href]').filter(visible);
              for (const link of twice) {
                const same = twice.find((o) => o !== link && name(o) === name(link) && o.href !== link.href);
                if (same && !link.closest('.timeline, .plain')) say('2.4.4 links of one name lead to one place', link);
              }
              return problems;
            }
            """;

    private AccessibilityRules() {}

    /// The broken rules, each with where it happened.
    static List<String> problems(Page page, String where) {
        return ((List<?>) page.evaluate(SCRIPT))
                .stream().map(problem -> where + " " + problem).toList();
    }
}
