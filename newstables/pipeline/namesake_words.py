"""The words beside a surname that tell which of its bearers is meant."""

from __future__ import annotations

from newstables.pipeline.function_words import vocabulary

# What people in office have: "Smith's office".
OF_OFFICE = vocabulary(
    """
    office department government cabinet ministry delegation predecessor successor deputy spokesperson spokesman
    spokeswoman critics caucus administration party campaign visit mandate resignation portfolio bail speech riding
    """
)
# What a description says of people in office and of nobody else.
IN_OFFICE = vocabulary(
    """
    minister premier president spokesman spokeswoman spokesperson ambassador diplomat envoy mp senator critic leader
    governor house commons parliament riding cabinet elected portfolio mla consul legislature politburo
    """
)
# Trades: who is described so is a namesake of the politician.
TRADES = vocabulary(
    """
    plumber electrician carpenter baker barber hairdresser dentist nurse student trucker driver mechanic welder waiter
    waitress chef cook butcher florist tailor singer actor actress goalie goaltender golfer realtor pastor janitor
    roofer painter cashier clerk courier grocer jeweller librarian midwife pharmacist shopkeeper tutor
    """
)
ALIKE = {"spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair"}
# What firms do and people do not, or hardly.
OF_FIRMS = vocabulary(
    """
    build buy assemble manufacture make crush employ operate own ship export import produce process supply lay hire
    """
)
OF_FIRMS_HAVING = vocabulary("plant plants factory factories employee employees subsidiary subsidiaries shareholders")
SITTING = vocabulary("house commons riding mp")  # what is said of members of Parliament
CALLED = vocabulary("called named")
