"""The words beside a place's name that tell whether its government is meant."""

from __future__ import annotations

from newstables.pipeline.function_words import vocabulary

LOCATING = vocabulary(
    """
    in at near outside around through throughout across inside within via into off beyond over above below behind
    beside downtown central suburban greater
    """
)
# What a government does and a country or a province as such does not.
ACTING = vocabulary(
    """
    abandon abolish accept accuse act admit adopt agree aim allow announce answer appeal apply appoint approve argue
    arrest ask assert authorize back ban bar begin blame blink block boycott call cancel cave challenge charge choose
    claim
    close
    comment commit complain concede condemn confirm consider consult counter crack criticize cut deal decide declare
    decline defend delay demand deny denounce deport detain dismiss dispute drop drag ease enact end engage execute
    expel express extend extradite favour file fight fine fire give grant halt help hike hint hit hold impose insist
    intend intervene introduce invite invoke issue join jail keep launch learn let levy lift lobby lower make match
    move name negotiate notify object offer open oppose order oust pass pause pay permit plan pledge prefer prepare
    press probe prohibit promise propose protest punish push put question raise ratify react recall recognize reduce
    refuse reimpose reject release remove reopen repeal reply request resist resort respond restore reinstate restrict
    retaliate revoke reverse rule sanction say scrap seek seize send set settle shut sign slap slash speak stop strike
    sue summon support suspend take talk target tax tell threaten tighten try unveil uphold urge veto vote vow want
    warn weigh welcome withdraw withhold work yield
    """
)
# What befalls a government: "Beijing is expected to", "Ottawa was told".
UNDERGOING = vocabulary(
    "expect ask tell urge force accuse blame press warn commit prepare set oblige determine pressure pressure criticize"
    " rumour rumor require poise suppose obligate represent inform notify concern worry embarrass"
)
MINDED = vocabulary(
    """
    ready willing open angry silent wrong right responsible careful unlikely likely keen reluctant wary eager unwilling
    unhappy furious adamant tough able unable free bound due slow quick serious sure aware cautious
    """
)
# What a capital does as a city; whatever else it does is done by the government.
CIVIC = vocabulary(
    """
    lie sit rain sleep wake bask boast shiver celebrate grow host sprawl stretch bake glow bustle swelter rise fall
    climb slip burn shine shake mourn
    """
)
MARKETS = vocabulary("lower higher up down flat")  # "London closed lower"
# Whom one asks, tells, blames is somebody.
ADDRESSING = vocabulary(
    """
    ask tell urge press blame accuse warn want pressure push force let beg lobby convince persuade challenge criticize
    condemn notify inform advise petition implore ask remind fault
    """
)
DEFYING = vocabulary(
    """
    answer anger infuriate provoke irk irritate please appease confront slam rebuke feel defy oppose thank consult
    prompt lead invite face trust embarrass enrage placate reassure sue help allow require expect
    """
)
MOTION = vocabulary(
    """
    leave visit reach tour see enter quit cross fly travel go come return move head drive ship send bring arrive haul
    relocate flee trip visit flight journey road train route way move shuttle deliver export
    """
)
# "Ottawa's surtax": what only a government has.
OFFICIAL = vocabulary(
    """
    surtax tariff duty levy tax countermeasure counter-tariff reply response answer decision move ban policy position
    view rule law plan offer demand announcement retaliation reaction request refusal willingness warning threat stance
    claim approach strategy intention effort promise statement sanction measure restriction probe investigation ruling
    order list message action interference treatment handling anger concern objection complaint argument criticism
    denial insistence pledge proposal support silence call efforts crackdown behaviour attempt desire need failure
    readiness reluctance hesitation attitude motive tactic pressure permission approval consent priority budget
    """
)
# Before "to", "from", "of", "on" and "between": what one has with a government.
DEALINGS = vocabulary(
    """
    talk talks discussion negotiation negotiate relation relations relationship tie ties deal agreement pact treaty
    dispute fight row spat war standoff rift feud tension tensions dialogue contact truce thaw work cooperate
    cooperation co-operation speak spar trade meeting those exchange differences trust communication conflict
    quarrel friction
    """
)
ADDRESSED = DEALINGS | vocabulary(
    """
    message letter appeal complain complaint response answer warning signal concession ultimatum reply plea call listen
    turn look up owe write report protest submit give pass matter important unacceptable according loyal submission
    proposal request note offer explain object hostile friendly cave bow kowtow yield cede
    """
)
ISSUED = vocabulary(
    """
    pressure threat retaliation reply response demand signal message answer help support aid compensation money funding
    assistance approval statement word letter assurance backlash criticism reprisal relief permission interference
    concession hear learn want need get receive expect comment reaction order instruction directive warning guidance
    """
)
OWNED = vocabulary(
    """
    government demand demands criticism critic critics critical ally allies opponent enemy ire wrath support supportive
    part behest request expense afraid wary suspicious hands anger patience attention approval policy policies
    """
)
DEPENDING = vocabulary(
    "depend call pressure rely wait count focus tough hard soft lean blame press prevail dependent reliant impose up"
    " urge sanction"
)
DEALING_PREPOSITIONS = vocabulary("with for against toward towards by about without despite between among")
