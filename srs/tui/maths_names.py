r"""Which commands of TeX are there by another name, or as one character?"""

ALIASES = {
    "implies": r"\Rightarrow", "impliedby": r"\Leftarrow",
    "Longrightarrow": r"\Rightarrow", "Longleftarrow": r"\Leftarrow",
    "Longleftrightarrow": r"\Leftrightarrow", "iff": r"\Leftrightarrow",
    "longrightarrow": "→", "longleftarrow": "←", "longleftrightarrow": "↔",
    "longmapsto": r"\mapsto", "lVert": r"\|", "rVert": r"\|",
    "varnothing": r"\emptyset", "vanothing": r"\emptyset", "tbinom": r"\binom",
    "textrm": r"\text", "textnormal": r"\text", "textit": r"\text",
    "textbf": r"\mathbf", "texttt": r"\mathtt", "textsf": r"\mathsf",
    "mbox": r"\text", "hbox": r"\text", "bm": r"\mathbf", "boldsymbol": r"\mathbf",
    "pmb": r"\mathbf", "operatorname": r"\mathrm", "nolimits": "", "middle": "",
    "displaylimits": "", "mathop": "", "mathrel": "", "mathbin": "", "mathord": "",
    "hspace": "", "nonumber": "", "notag": "", "thinspace": r"\,",
    "lt": "<", "gt": ">", "colon": ":", "dotsc": r"\ldots", "dotsb": r"\cdots",
    "doteqdot": "≑", "triangleq": "≜", "coloneqq": "≔", "eqqcolon": "≕",
    "lesssim": "≲", "gtrsim": "≳", "leqslant": "⩽", "geqslant": "⩾", "nleq": "≰",
    "ngeq": "≱", "lessgtr": "≶", "approxeq": "≊", "precsim": "≾", "succsim": "≿",
    "subsetneq": "⊊", "supsetneq": "⊋", "nsubseteq": "⊈", "nmid": "∤",
    "nexists": "∄", "nRightarrow": "⇏", "rightsquigarrow": "⇝", "rightleftarrows": "⇄",
    "twoheadrightarrow": "↠", "upuparrows": "⇈", "circlearrowright": "↻",
    "square": "□", "blacksquare": "■", "checkmark": "✓", "bigstar": "★",
    "lozenge": "◊", "measuredangle": "∡", "sphericalangle": "∢", "ltimes": "⋉",
    "rtimes": "⋊", "bigcup": "⋃", "bigcap": "⋂", "bigsqcup": "⨆", "bigvee": "⋁",
    "bigwedge": "⋀", "bigoplus": "⨁", "bigotimes": "⨂", "bigodot": "⨀", "oint": "∮",
    "upmodels": "⊨", "vDash": "⊨", "Vdash": "⊩", "beth": "ℶ", "gimel": "ℷ",
    "eth": "ð", "complement": "∁", "digamma": "ϝ", "varkappa": "ϰ", "hslash": "ℏ",
    "degree": "°", "textdegree": "°", "euro": "€", "pounds": "£", "dag": "†",
    "S": "§", "P": "¶", "copyright": "©", "ulcorner": "⌜", "urcorner": "⌝",
    "llcorner": "⌞", "lrcorner": "⌟", "dblcolon": "∷", "arcsinh": r"\mathrm{arcsinh}",
    "argmax": r"\mathrm{argmax}", "argmin": r"\mathrm{argmin}", "sgn": r"\mathrm{sgn}",
    "tr": r"\mathrm{tr}", "rank": r"\mathrm{rank}", "Var": r"\mathrm{Var}",
    "Cov": r"\mathrm{Cov}",
    "perp": "⊥", "indep": "⫫", "dprime": "″", "ne": r"\neq", "xrightarrow": r"\to",
    "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "R": "ℝ", "C": "ℂ",
}  # fmt: skip
SUPERSCRIPTS = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ−′*∘",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ⁻′*°",
        strict=True,
    )
)
SUBSCRIPTS = dict(
    zip(
        "0123456789+-=()aehijklmnoprstuvxβγρφχ−",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ₋",
        strict=True,
    )
)
