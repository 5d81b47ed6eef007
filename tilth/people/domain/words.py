"""What a class's students sign in with: a code that cannot be misread, and words that can be remembered."""

from __future__ import annotations

import re
from random import Random

# No vowels, so that no code spells a word, and nothing easily taken for another: 0 O Q, 1 I L, 2 Z, 5 S, 8 B, 6 G, U V.
LETTERS = "CDFHJKMNPRTWXY3479"
CODE_LENGTH = 6

LISTED = """
acorn amber anchor apple apron arrow autumn bacon badger bagel bamboo banjo barley basil basket beach beaver
berry biscuit blanket blossom bonnet bottle boulder branch bread breeze brick bridge bronze brook bubble bucket
butter button cabin cactus camel candle canoe carpet carrot castle cedar cello chalk cheese cherry chess circle
clover cloud coconut comet cookie copper coral cotton cradle crayon cricket crystal cuckoo cushion daisy denim
desert dolphin donkey dragon drum eagle easel ember falcon feather fennel ferry fiddle flute forest fossil fox
garden garlic ginger glacier globe goose grape guitar hammer hammock harbour harp hazel hedge helmet heron honey
igloo island ivory jacket jasmine jelly jigsaw kettle kitten koala ladder lagoon lantern lemon lentil lizard
lobster locket lupin magnet mango maple marble meadow melon meteor mint mirror mitten monkey mountain muffin
napkin needle nutmeg oasis ocean olive orange orchard otter oyster paddle panda paper parrot parsley peach
pebble pencil penguin pepper piano pigeon pillow pirate planet plum pocket pony poppy potato puffin pumpkin
puzzle quilt rabbit radish raisin ribbon river robin rocket saddle salmon sandal scarf seal shadow shell silver
spider spoon squirrel stable star sugar sunset swan table teapot thimble thistle ticket tiger toffee tomato
trumpet tulip tunnel turtle umbrella valley velvet violin waffle walnut walrus willow window yoghurt zebra
"""
WORDS = tuple(LISTED.split())


def fresh_code(chance: Random) -> str:
    """A new class code, from a source of chance that cannot be guessed."""
    return "".join(chance.choice(LETTERS) for _ in range(CODE_LENGTH))


def fresh_words(chance: Random) -> str:
    """Two different words and a number of two digits: "maple otter 47"."""
    first, second = chance.sample(WORDS, 2)
    return f"{first} {second} {chance.randrange(10, 100)}"


def plain_code(typed: str) -> str:
    """A code as it was meant, whatever spaces, hyphens and small letters it was typed with."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())


def plain_words(typed: str) -> str:
    """Words as they were meant, whatever stands between them: "Maple-otter47" is "maple otter 47"."""
    return " ".join(re.findall(r"[a-z]+|[0-9]+", typed.lower()))


def spaced(code: str) -> str:
    """A code in two halves, easier to copy from a slip: "CDF H34"."""
    return f"{code[: CODE_LENGTH // 2]} {code[CODE_LENGTH // 2 :]}"
