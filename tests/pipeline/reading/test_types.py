import pytest

from pipeline.reading.types import Cues, classify
from schemas.values import EventType, Sector, WeaponClass

T = EventType


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        pytest.param(
            Cues((T.ATTACK_ON_CIVILIANS,), "rebels attacked a post", targets=frozenset({Sector.MILITARY})),
            T.ARMED_CLASH,
            id="an attack on soldiers is a clash",
        ),
        pytest.param(
            Cues((T.ATTACK_ON_CIVILIANS,), "rebels attacked villagers", targets=frozenset({Sector.CIVILIAN})),
            T.ATTACK_ON_CIVILIANS,
            id="an attack on villagers is not",
        ),
        pytest.param(
            Cues((T.ATTACK_ON_CIVILIANS,), "attacked", weapons=frozenset({WeaponClass.DRONE})),
            T.AIR_OR_DRONE_STRIKE,
            id="the weapon comes first",
        ),
        pytest.param(
            Cues((T.ABDUCTION, T.ATTACK_ON_CIVILIANS), "militants abducted a farmer and killed him"),
            T.ATTACK_ON_CIVILIANS,
            id="an abduction that ends in death",
        ),
        pytest.param(
            Cues((T.ABDUCTION, T.ATTACK_ON_CIVILIANS), "militants abducted a farmer and beat him"),
            T.ABDUCTION,
            id="an abduction that does not",
        ),
        pytest.param(
            Cues(
                (T.ARRESTS, T.ATTACK_ON_CIVILIANS),
                "a hundred were held by police in raids after a man was killed",
                initiators=frozenset({Sector.POLICE}),
                targets=frozenset({Sector.POLICE}),
            ),
            T.ARRESTS,
            id="arrests in raids",
        ),
        pytest.param(
            Cues(
                (T.ARRESTS, T.ATTACK_ON_CIVILIANS), "a group was arrested for its suspected involvement in the killing"
            ),
            T.ARRESTS,
            id="arrests over a killing",
        ),
        pytest.param(
            Cues(
                (T.ATTACK_ON_CIVILIANS,),
                "police raided the house of a worker, where they found a rifle and explosives",
                initiators=frozenset({Sector.POLICE}),
                weapons=frozenset({WeaponClass.FIREARM, WeaponClass.BOMB}),
            ),
            T.DISRUPTED_WEAPONS_USE,
            id="weapons found in a raid",
        ),
        pytest.param(
            Cues((T.REMOTE_EXPLOSIVE,), "men threw an explosive device at the house"), T.GRENADE, id="thrown by hand"
        ),
        pytest.param(
            Cues(
                (T.ATTACK_ON_CIVILIANS,),
                "rebels attacked the barracks with mortars and rifles",
                targets=frozenset({Sector.MILITARY}),
                weapons=frozenset({WeaponClass.MORTAR, WeaponClass.FIREARM}),
            ),
            T.ARMED_CLASH,
            id="an assault with mortars and rifles",
        ),
        pytest.param(
            Cues((T.GRENADE,), "rebels attacked with hand grenades and rifles", targets=frozenset({Sector.MILITARY})),
            T.ARMED_CLASH,
            id="an assault with grenades and rifles",
        ),
        pytest.param(
            Cues(
                (T.PROPERTY_DESTRUCTION,),
                "antiaircraft fire damaged an army helicopter",
                targets=frozenset({Sector.MILITARY}),
            ),
            T.ARMED_CLASH,
            id="a helicopter under fire",
        ),
        pytest.param(
            Cues((T.ARRESTS,), "soldiers detained by rebels", targets=frozenset({Sector.MILITARY})),
            T.ABDUCTION,
            id="soldiers held by rebels",
        ),
        pytest.param(
            Cues((T.ATTACK_ON_CIVILIANS,), "a volunteer was killed while fighting in the south"),
            T.ARMED_CLASH,
            id="killed while fighting",
        ),
        pytest.param(
            Cues((T.REMOTE_EXPLOSIVE, T.DISRUPTED_WEAPONS_USE), "a bomb exploded today and a second was deactivated"),
            T.REMOTE_EXPLOSIVE,
            id="one bomb that went off and one that did not",
        ),
        pytest.param(
            Cues((T.DISRUPTED_WEAPONS_USE,), "rebels shot down an air force helicopter"),
            T.ARMED_CLASH,
            id="a helicopter shot down",
        ),
        pytest.param(
            Cues((T.AIR_OR_DRONE_STRIKE,), "guerrillas machinegunned the helicopter"),
            T.ARMED_CLASH,
            id="a helicopter fired at strikes nobody",
        ),
        pytest.param(
            Cues((T.ATTACK_ON_CIVILIANS,), "an enemy officer and a sergeant were killed"),
            T.ARMED_CLASH,
            id="enemy officers",
        ),
        pytest.param(
            Cues((T.MOB_VIOLENCE,), "students protesting at the university threw stones"),
            T.VIOLENT_DEMONSTRATION,
            id="a protest that throws stones",
        ),
        pytest.param(
            Cues((T.PEACEFUL_PROTEST,), "strikers demonstrated and were repressed by the police"),
            T.PROTEST_WITH_INTERVENTION,
            id="a protest that police repressed",
        ),
        pytest.param(
            Cues(
                (T.DISPLACEMENT,),
                "troops rescued the hostages and evacuated guests",
                initiators=frozenset({Sector.MILITARY}),
            ),
            T.ARMED_CLASH,
            id="hostages fetched by troops",
        ),
        pytest.param(
            Cues(
                (T.ATTACK_ON_CIVILIANS,),
                "a candidate of the former rebels was attacked",
                targets=frozenset({Sector.REBEL, Sector.PARTY}),
            ),
            T.ATTACK_ON_CIVILIANS,
            id="a candidate of former rebels is no fighter",
        ),
        pytest.param(
            Cues((T.ATTACK_ON_CIVILIANS,), "a lawyer was shot by several people", doers="several people"),
            T.ATTACK_ON_CIVILIANS,
            id="people who shoot are no mob",
        ),
        pytest.param(
            Cues((T.PROPERTY_DESTRUCTION,), "a large bomb destroyed a bank", weapons=frozenset({WeaponClass.BOMB})),
            T.REMOTE_EXPLOSIVE,
            id="destroyed by a bomb",
        ),
        pytest.param(
            Cues((T.REMOTE_EXPLOSIVE,), "the blast of two grenades", weapons=frozenset({WeaponClass.GRENADE})),
            T.GRENADE,
            id="a blast of grenades",
        ),
        pytest.param(
            Cues((T.VIOLENT_DEMONSTRATION,), "militiamen clashed with police", initiators=frozenset({Sector.MILITIA})),
            T.ARMED_CLASH,
            id="fighters who clash with police are no crowd",
        ),
        pytest.param(
            Cues((T.ATTACK_ON_CIVILIANS,), "a group of villagers beat a man with sticks"),
            T.MOB_VIOLENCE,
            id="a crowd that beats",
        ),
        pytest.param(
            Cues((T.PEACEFUL_PROTEST,), "thousands took to the streets, battling riot police"),
            T.VIOLENT_DEMONSTRATION,
            id="a march that battles police",
        ),
        pytest.param(
            Cues((T.PEACEFUL_PROTEST,), "protesters set cars ablaze"), T.VIOLENT_DEMONSTRATION, id="cars set ablaze"
        ),
        pytest.param(
            Cues((T.PEACEFUL_PROTEST,), "families blocked the road. no clashes were seen"),
            T.PEACEFUL_PROTEST,
            id="no clashes",
        ),
        pytest.param(
            Cues((T.PEACEFUL_PROTEST, T.ARRESTS), "people demonstrated in the square. one person was arrested"),
            T.PROTEST_WITH_INTERVENTION,
            id="one arrest",
        ),
        pytest.param(
            Cues((T.TERRITORY_SEIZED,), "troops seized the houses of two deputies"),
            T.PROPERTY_DESTRUCTION,
            id="houses are no territory",
        ),
        pytest.param(
            Cues((T.ARMED_CLASH, T.SHELLING_OR_MISSILE), "troops clashed, shelling positions"),
            T.ARMED_CLASH,
            id="a battle absorbs its shelling",
        ),
        pytest.param(
            Cues((T.DISRUPTED_WEAPONS_USE, T.SHELLING_OR_MISSILE), "shot down five missiles"),
            T.DISRUPTED_WEAPONS_USE,
            id="intercepted missiles",
        ),
        pytest.param(
            Cues((T.DISRUPTED_WEAPONS_USE, T.SHELLING_OR_MISSILE), "shot down a missile, debris killed two"),
            T.SHELLING_OR_MISSILE,
            id="debris that kills",
        ),
        pytest.param(
            Cues((T.ATTACK_ON_CIVILIANS,), "a man was shot", may_be_crime=True),
            T.VIOLENT_CRIME,
            id="no sign of politics",
        ),
        pytest.param(
            Cues((T.ARRESTS, T.PEACEFUL_PROTEST), "the 24 were arrested during a campus demonstration"),
            T.PROTEST_WITH_INTERVENTION,
            id="arrests at a demonstration",
        ),
        pytest.param(
            Cues(
                (T.ATTACK_ON_CIVILIANS, T.PROPERTY_DESTRUCTION),
                "soldiers raided the village and set fire to barns",
                frozenset({Sector.MILITARY}),
            ),
            T.PROPERTY_DESTRUCTION,
            id="a raid that burns",
        ),
        pytest.param(
            Cues((T.TERRITORY_SEIZED,), "rebels took the town without a fight"),
            T.TERRITORY_TRANSFERRED,
            id="ground without a fight",
        ),
        pytest.param(
            Cues((T.ARMED_CLASH,), "nine people died when suicide bombers stormed the shrine"),
            T.ARMED_CLASH,
            id="suicide bombers are no mob",
        ),
        pytest.param(
            Cues((T.ARMED_CLASH,), "activists clashed", frozenset({Sector.POLICE}), frozenset({Sector.COMMUNAL})),
            T.MOB_VIOLENCE,
            id="police against a communal group",
        ),
        pytest.param(Cues((T.PEACEFUL_PROTEST,), "hundreds marched"), T.PEACEFUL_PROTEST, id="a march"),
        pytest.param(
            Cues((T.PEACEFUL_PROTEST,), "hundreds marched. police dispersed the crowd"),
            T.PROTEST_WITH_INTERVENTION,
            id="a march dispersed",
        ),
        pytest.param(
            Cues((T.PEACEFUL_PROTEST, T.ATTACK_ON_CIVILIANS), "hundreds marched. police fired live rounds"),
            T.EXCESSIVE_FORCE,
            id="a march fired upon",
        ),
        pytest.param(
            Cues((T.PEACEFUL_PROTEST,), "residents protested by barricading the road"),
            T.VIOLENT_DEMONSTRATION,
            id="barricades",
        ),
        pytest.param(
            Cues((T.PEACEFUL_PROTEST,), "activists protested against the looting of shops"),
            T.PEACEFUL_PROTEST,
            id="what a protest is about is not its violence",
        ),
        pytest.param(
            Cues((T.ATTACK_ON_CIVILIANS,), "villagers attacked a man", doers="villagers"),
            T.MOB_VIOLENCE,
            id="villagers who attack are a mob",
        ),
        pytest.param(Cues((), ""), T.OTHER_STRATEGIC, id="never nothing"),
    ],
)
def test_type_follows_weapon_then_target(cues: Cues, expected: EventType) -> None:
    assert classify(cues)[0] is expected
