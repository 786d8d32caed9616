"""The words that tell what became of a person: patterns over one folded sentence.

Group names are the effects: killed, wounded, captured, freed, none.
"""

import re
from typing import Final

KILLED: Final = (
    "killed|murdered|assassinated|slain|executed|massacred|annihilated|gunned down|shot dead|beheaded|lynched|strangled"
    "|(?:shot|hacked|stabbed|burned|beaten) to death"
)
WOUNDED: Final = "wounded|injured|shot|stabbed|beaten|hurt|tortured|hospitali[sz]ed"
CAPTURED: Final = "kidnapped|abducted|taken (?:as )?hostages?|held (?:as )?hostages?|captured"
FREED: Final = "released|freed|rescued"
OTHER: Final = "attacked|ambushed|machinegunned|machine-gunned|threatened|intercepted|riddled with bullets"
VERB: Final = re.compile(
    rf"\b(?:(?P<killed>{KILLED})|(?P<wounded>{WOUNDED})|(?P<captured>{CAPTURED})|(?P<freed>{FREED})"
    rf"|(?P<none>{OTHER}))\b",
)
KILLING: Final = re.compile(
    r"\b(?:(?P<killed>killing|murdering|assassinating|executing|massacring)"
    r"|(?P<wounded>wounding|injuring|beating(?: up)?)"
    r"|(?P<captured>kidnapping|abducting|taking (?:as )?hostages?)|(?P<none>attacking|ambushing))\b"
    r"(?=[\"\u201d]?\s(?!of\b))",
)
NOUN: Final = re.compile(
    r"\b(?:(?P<killed>murders?|assassinations?|killings?|deaths?|massacres?|executions?|slayings?|bod(?:y|ies)|corpses?)"
    r"|(?P<captured>kidnappings?|abductions?|disappearances?)|(?P<wounded>wounding|torture)"
    r"|(?P<none>attacks?|attempts?|ambush|threats?))"
    r"\s(?:(?:was|were)\s(?:carried out|perpetrated|committed|made)\s"
    r"|(?:on|in|last|yesterday|today)\b(?:(?!\bwh)[^,.;]){0,25}\s)?"
    r"(?:of|on the li(?:fe|ves) of|against the li(?:fe|ves) of|against|on)\s",
)
OWNED: Final = re.compile(
    r"(?:'s|s'|\u2019s)\s(?:(?P<killed>murder|assassination|killing|death|execution|slaying|body)"
    r"|(?P<captured>kidnapping|abduction|disappearance))\b",
)
DIES: Final = re.compile(
    r"\b(?:(?P<killed>died|perished|lost (?:their|his|her) li(?:fe|ves)|(?:was|were) dead)"
    r"|(?P<wounded>(?:suffered|sustained|received) (?:[\w-]+ ){0,3}(?:wounds?|injur(?:y|ies)|burns))"
    r"|(?P<none>escaped (?:unhurt|unharmed|injury|uninjured)|(?:was|were) (?:unhurt|unharmed|uninjured)))\b",
)
DEAD: Final = re.compile(r"\s(?:(?P<killed>dead)|(?P<wounded>wounded|injured))\b|(?P<hurt>\swere\swounded)")
LEFT: Final = re.compile(r"\b(?:left|leaving|leaves|found)\s(?:[\w-]+\s){0,2}$")
_BESIDE: Final = (
    r"also|then|later|reportedly|allegedly|brutally|seriously|slightly|badly|critically|severely|gravely|savagely|vilely"
    r"|found|both|all|either|shot|kidnapped|captured|tortured|beaten|killed|wounded|injured|and|or|\w+ly"
)
"""Words between an auxiliary and its participle."""
AUXILIARY: Final = re.compile(rf"\b(?:was|were|been|being|be|is|are|got)(?:\s(?:{_BESIDE})){{0,5}}\s$")
SUBJECT_GAP: Final = re.compile(
    r"(?:,?\s(?:who|that|which)|,\s[^,;]{1,110},(?:\s(?:who))?|,"
    r"|\s(?:of|from|in|at|to|for|with|near|on|identified|aged|belonging|\w+ing)\s[^,;.]{1,70}?,?)?"
    rf"(?:\s(?:who|that|may|might|could|have|has|had|was|were|been|being|be|is|are|{_BESIDE}))*\s$",
)
ONE: Final = re.compile(r"\b(?:was|has|is)\s")
DESCRIBES: Final = re.compile(
    r",\s(?:an?|the|one\sof|former|who|whose|(?:head|chief|leader|director|president|member)\sof)\b"
)
_AGED: Final = r"\d{1,3}-\s?year-\s?old\s"
GLOSSED: Final = re.compile(rf"(?:the\s)?(?:(?:[\w'.-]+\s){{1,4}}[\[(][^\])]{{1,60}}[\])]\s|{_AGED})$")
"""``the body of Patriotic Union [UP] candidate``: the words before a gloss, and an age, belong to the person behind."""
NO_SUBJECT: Final = re.compile(r"\b(?:by|said|told|announced|reported|denied|stated|and\s\w+ed)\b")
OBJECT_GAP: Final = re.compile(
    r"[\"\u201d]?\s(?:and\s(?:[a-z]+ly\s)?[a-z]+(?:ed|pped)\s|or\s[a-z]+ed\s|to death\s|up\s|,\s)?$"
)
LATER_OBJECT: Final = re.compile(
    r"\s(?:today|yesterday|(?:last|this|on)\s\w+|in\s(?:[\w-]+\s){1,4}(?:hours|days|weeks|months))"
    r"(?:\s(?:morning|afternoon|evening|night))?,?\s$"
)
"""``murdered in less than two days a judge and two guards``."""
REDUCED: Final = re.compile(
    r"\s(?:in|by|on|during|yesterday|today|last|when|while|since|near|at|this|as|for|along|together"
    r"|from|after|\d{1,2}|two|three)\b|[.,;]|$",
)
LISTED: Final = re.compile(
    r"^(?:,\s\d{1,2})?(?:[,;]|\s?--)?\s?"
    r"(?:and|as well as|along with|together with|including|among them|identified as|or|but also|who was)?"
    rf"(?:\s(?:that of|those of|also))?\s?(?:{_AGED})?$",
)
OF: Final = re.compile(r"^\sof$|^\sof\s$|^\sto\s$|^\sfor\s$")
SPEAKS: Final = re.compile(
    r"[^,.;]{0,40}\s(?:said|says|told|reported|confirmed|announced|stated|added|claimed|declared|admitted|denied)\b",
)
"""Behind a person: they tell what became of others ("killing three people, the governor of Anbar said")."""
POST: Final = re.compile(r"^\s(?:of|for|from|at|in)\s[^,;.]{1,90},\s(?:and\s)?$")
APPOSED: Final = re.compile(r"^(?:,|\s?--|,\sidentified\sas|,\s\d{1,2},)\s$")
THEIR_OWN: Final = re.compile(r"(?:his|her|their)\b")
IDENTIFIED: Final = re.compile(
    r"\b(?:(?P<killed>dead|killed|murdered|deceased|fatal victims)|(?P<wounded>wounded|injured)"
    r"|(?P<captured>kidnapped|abducted|hostages?)|(?P<none>victims?))\b(?:\s(?!by\b|in\b|and\b)[\w'-]+){0,5}?"
    r"\s(?:as|is|are|was|were|include[sd]?|including)(?:\s(?:identified|named)\sas)?\s",
)
LISTS: Final = re.compile(
    r"\b(?:(?P<killed>died|killed|murdered|dead)|(?P<wounded>wounded|injured)|(?P<captured>kidnapped|abducted))\b"
    r"[^.:;]{0,60}:\s",
)
INCLUDED: Final = re.compile(
    r"\b(?:(?P<killed>died|killed|murdered|dead|deaths?)|(?P<wounded>wounded|injured|hurt)"
    r"|(?P<captured>kidnapped|abducted))\b"
    r"(?:(?!\b(?:killed|died|dead|wounded|injured|hurt|kidnapped|abducted)\b)[^.;]){0,80}?,?\s"
    r"(?:including|among them)\s",
)
AMONG: Final = re.compile(
    r"\s(?:was|were|is|are)\samong\s(?:the|those)\s(?:(?P<killed>dead|killed|murdered)|(?P<wounded>wounded|injured)"
    r"|(?P<captured>kidnapped|abducted|hostages))\b",
)
PROPERTY: Final = "(?:homes?|houses?|residences?|offices?|cars?|vehicles?|farms?|motorcade|headquarters)"
OF_PROPERTY: Final = re.compile(rf"\b{PROPERTY}\sof\s")
HIS_PROPERTY: Final = re.compile(rf"(?:'s|s'|\u2019s)\s(?:\w+\s){{0,2}}{PROPERTY}\b")
HIT: Final = re.compile(
    r"\b(?:attack(?:ed|s|ing)?|bomb(?:ed|s|ing)?|explo\w+|damag\w+|destroy\w+|dynamit\w+|machine-?gunn\w+|burned|raided"
    r"|blew up|ambush\w*)\b",
)
"""What makes the owner of a home or a car a victim: ``a bomb exploded at the residence of Judge Cruz``."""
