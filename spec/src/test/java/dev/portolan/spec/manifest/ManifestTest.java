package dev.portolan.spec.manifest;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.spec.SpecError;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final String JSON = "{\"models\":["
            + entry("MCRights_xnu", "graph", "xnu", "quick", "success", "null")
            + ",\n"
            + entry("MCRights_classic", "graph", "classic", "quick", "success", "null")
            + ",\n"
            + entry("MCRights_Lost", "mutant", "xnu", "quick", "safety-violation", "\"NoneLost\"")
            + ",\n"
            + entry("MCNames_xnu", "claim", "xnu", "full", "success", "null")
            + "]}";

    private static final Manifest MANIFEST = Manifest.parse(JSON, "spec/manifest.json");

    private static String entry(
            String name, String kind, String dialect, String tier, String expected, String violates) {
        return ("{'name':'%s','module':'ipc/MCRights.tla','config':'%1$s','kind':'%s','dialect':'%s','tier':'%s',"
                        + "'expected':'%s','violates':%s,'distinct':12,'generated':null,'depth':3,'seconds':1.5,"
                        + "'conform':false}")
                .formatted(name, kind, dialect, tier, expected, violates)
                .replace('\'', '"');
    }

    @Test
    void theBareArrayIsTheSame() {
        String array = JSON.substring(JSON.indexOf('['), JSON.length() - 1);
        assertEquals(MANIFEST, Manifest.parse(array, "spec/manifest.json"));
    }

    private static List<String> names(ModelSelection selection) {
        return MANIFEST.select(selection).stream().map(Model::name).toList();
    }

    @Test
    void aModelIsReadWhole() {
        Model model = MANIFEST.model("MCRights_Lost");
        assertAll(
                () -> assertEquals("MCRights", model.moduleName()),
                () -> assertEquals("MCRights_Lost.cfg", model.configFile()),
                () -> assertEquals(Kind.MUTANT, model.kind()),
                () -> assertEquals(Result.SAFETY_VIOLATION, model.expected()),
                () -> assertEquals("NoneLost", model.violates()),
                () -> assertEquals(12L, model.distinct()),
                () -> assertEquals(null, model.generated()));
    }

    @Test
    void modelsAreChosenByNameTierDialectAndKind() {
        assertAll(
                () -> assertEquals(4, MANIFEST.select(ModelSelection.ALL).size()),
                () -> assertEquals(
                        List.of("MCRights_xnu", "MCNames_xnu"), names(ModelSelection.named(List.of("*_xnu")))),
                () -> assertEquals(
                        4, names(ModelSelection.named(List.of("ipc"))).size()),
                () -> assertEquals(List.of("MCNames_xnu"), names(ModelSelection.ALL.withTier(Tier.FULL))),
                () -> assertEquals(List.of("MCRights_classic"), names(ModelSelection.ALL.withDialect("classic"))),
                () -> assertEquals(List.of("MCRights_Lost"), names(ModelSelection.ALL.withKinds(Set.of(Kind.MUTANT)))));
    }

    @Test
    void anUnknownNameIsAnsweredWithItsNeighbours() {
        SpecError error = assertThrows(SpecError.class, () -> names(ModelSelection.named(List.of("MCRigths_xnu"))));
        assertTrue(error.getMessage().contains("the nearest are: MCRights_xnu"), error.getMessage());
        SpecError glob = assertThrows(SpecError.class, () -> names(ModelSelection.named(List.of("Zzz*"))));
        assertTrue(glob.getMessage().startsWith("no model is called Zzz*"), glob.getMessage());
    }

    @Test
    void nothingLeftIsAnError() {
        assertThrows(
                SpecError.class,
                () -> names(ModelSelection.named(List.of("MCNames_xnu")).withTier(Tier.QUICK)));
    }

    @Test
    void whatDoesNotBelongIsRefusedWithItsLine() {
        List<String> broken = List.of(
                JSON.replaceFirst("\"depth\"", "\"deep\""),
                JSON.replaceFirst("\"tier\":\"quick\"", "\"tier\":\"slow\""),
                JSON.replaceFirst("\"name\":\"[A-Za-z_]*\",", ""),
                JSON.replaceFirst("\"seconds\":1.5", "\"seconds\":null"),
                JSON + "x",
                JSON.replace("\"expected\":\"safety-violation\"", "\"expected\":\"success\""),
                JSON.replace("MCRights_classic", "MCRights_xnu"));
        for (String json : broken) {
            SpecError error = assertThrows(SpecError.class, () -> Manifest.parse(json, "spec/manifest.json"), json);
            assertEquals("spec/manifest.json", error.file());
        }
        SpecError error = assertThrows(SpecError.class, () -> Manifest.parse(broken.get(0), "spec/manifest.json"));
        assertEquals(1, error.line());
    }
}
