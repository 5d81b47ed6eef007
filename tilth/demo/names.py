"""Invented names: a first name and a family name meet by chance, and no pair is used twice."""

from __future__ import annotations

from random import Random

FIRST = """
Aaliyah Abdul Agnes Aidan Aisha Alastair Alba Alfie Alice Amara Amina Amit Anders Aneeka Angus Anika Anouk Anwen Arlo
Asha Astrid Ayo Beatriz Bethan Blessing Bryony Callum Camille Carys Chidi Clara Conall Dafydd Dalia Danuta Darius
Deepa Delia Desmond Dilys Dominic Ebony Edith Eilidh Elif Elsie Emeka Emre Esme Ewan Fatima Felix Femi Fergus Fiona
Flora Freya Gareth Gemma Grace Gwen Hamza Hana Harriet Hassan Hazel Hector Helga Hiba Hugo Ibrahim Idris Imani Imogen
Ines Ingrid Iona Isaac Ivo Jaya Jemima Jerome Joanna Jude Juno Kamal Karim Katya Keir Kemi Kenji Kit Kofi Lachlan
Laila Lars Leila Lena Leo Lewis Lila Linus Lorna Lucia Ludo Magda Malik Mairi Marcus Mariam Marta Mateo Maya Meera
Milo Mina Mirren Morag Nadia Naomi Nasreen Nell Niall Nikhil Nina Noor Nuala Olga Olu Omar Orla Oscar Owen Padma Pavel
Petra Philippa Piotr Poppy Priya Quentin Rafal Rahel Rhian Rhys Roisin Rosa Rowena Ruben Rukhsana Sabah Safiya Samir
Sanjay Saskia Sean Selma Shona Sian Silas Simran Sofia Solomon Stefan Sunita Tadeusz Talia Tamsin Tariq Teresa Theo
Tilda Tomasz Tove Ulla Uma Una Valerie Vera Vikram Viola Wanda Wendell Wilf Winifred Xanthe Yan Yasmin Yusuf Zainab
Zara Zoe
""".split()  # noqa: SIM905 - easier to read and to add to than a list of quoted words
FAMILY = """
Abara Acheson Addo Ainsworth Akhtar Aldous Anand Appleyard Arkwright Ashby Atkins Bakare Baptiste Barlow Beckett Begum
Bellamy Birch Blackwood Boateng Bowers Bramley Brennan Brook Cadwallader Calder Carrick Castell Chaudhry Chisholm
Clough Corrigan Coyle Crowther Dacosta Dalgleish Dang Denby Dhillon Doyle Drummond Dunmore Eccles Edozien Eriksen
Esposito Fairley Farouk Fenwick Finch Flynn Foxley Galloway Garrick Ghosh Gilroy Glynn Goodall Greaves Gupta Haddad
Hale Hallam Hargest Haworth Heath Hennessy Holroyd Hussain Ibbotson Iqbal Jardine Jessop Kapoor Kaur Keane Kelham
Kendal Khatri Kinsella Kowal Laing Lamb Langley Larkin Leck Lindqvist Lister Lomas Lovell Macrae Madden Mahmood
Maitland Malone Marlow Mbeki Medway Mensah Milne Mistry Moffat Moran Musa Nair Naylor Nkosi Novak Nwosu Oakes Odell
Ogden Orme Osei Pallister Parekh Patel Pearce Pemberton Penrose Petrov Pike Pollard Prentice Quigley Radcliffe Rahman
Rao Rawle Redfern Rigby Roscoe Ruddock Sadiq Sandhu Sawyer Selby Shah Sheridan Silva Skelton Slater Sorley Stannard
Storey Sutcliffe Sykes Tait Tanner Tembo Thackray Thirlwell Tindall Tolland Trent Tully Umar Underhill Varley Vaughan
Wadsworth Walcott Ward Weir Whitlock Wilde Winstanley Wragg Wren Yardley Yates Zielinski
""".split()  # noqa: SIM905 - easier to read and to add to than a list of quoted words


def names(chance: Random, number: int, taken: frozenset[str] = frozenset()) -> list[str]:
    """`number` different full names, none of them in `taken`."""
    found: dict[str, None] = {}
    while len(found) < number:
        name = f"{chance.choice(FIRST)} {chance.choice(FAMILY)}"
        if name not in taken:
            found[name] = None
    return list(found)
