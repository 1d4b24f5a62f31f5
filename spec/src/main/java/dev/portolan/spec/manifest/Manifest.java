package dev.portolan.spec.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All models, in the order of {@code spec/manifest.json}, names unique. */
public record Manifest(@JsonProperty(required = true) List<Model> models) {

    private static final int NEAR_MATCHES = 5;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public Manifest {
        models = List.copyOf(models);
    }

    /**
     * Reads the manifest of these files.
     *
     * @throws SpecError if it is not what it should be, with the line where
     */
    public static Manifest of(SpecFiles files) {
        return parse(files.manifest(), files.manifestPath());
    }

    /**
     * Reads a manifest: an object with the field {@code models}, or the bare array of them.
     *
     * @param path where the text lies, for messages
     * @throws SpecError if it is not what it should be, with the line where
     */
    public static Manifest parse(String json, String path) {
        Manifest manifest;
        try {
            manifest = json.stripLeading().startsWith("[")
                    ? new Manifest(MAPPER.readValue(json, new TypeReference<List<Model>>() {}))
                    : MAPPER.readValue(json, Manifest.class);
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            int line = where == null ? 0 : where.getLineNr();
            int column = where == null ? 0 : where.getColumnNr();
            throw new SpecError(path, line, column, e.getOriginalMessage());
        }
        Set<String> names = new HashSet<>();
        for (Model model : manifest.models) {
            if (!names.add(model.name())) {
                throw new SpecError(path, 0, 0, "two models are called " + model.name());
            }
            if ((model.expected() == Result.SUCCESS) != (model.violates() == null)) {
                throw new SpecError(
                        path,
                        0,
                        0,
                        model.name() + ": \"violates\" names what is violated, and only where something is");
            }
        }
        return manifest;
    }

    /**
     * The model of that name.
     *
     * @throws SpecError if there is none, with the names that come near
     */
    public Model model(String name) {
        return models.stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /**
     * The models chosen, in the manifest's order.
     *
     * @throws SpecError if a name or a glob matches no model at all, with the names that come near, or if nothing
     *     is left
     */
    public List<Model> select(ModelSelection selection) {
        Set<String> wanted = new LinkedHashSet<>();
        boolean all = selection.names() == null || selection.names().isEmpty();
        if (!all) {
            for (String pattern : selection.names()) {
                wanted.addAll(matching(pattern));
            }
        }
        List<Model> chosen = models.stream()
                .filter(model -> (all || wanted.contains(model.name())) && selection.admits(model))
                .toList();
        if (chosen.isEmpty()) {
            throw new SpecError("no model is left by this choice of names, tier, dialect and kind");
        }
        return chosen;
    }

    private Set<String> matching(String pattern) {
        Pattern glob = glob(pattern);
        Set<String> names = models.stream()
                .filter(model ->
                        glob.matcher(model.name()).matches() || model.folder().equals(pattern))
                .map(Model::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (names.isEmpty()) {
            throw unknown(pattern);
        }
        return names;
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }

    private SpecError unknown(String name) {
        String near = models.stream()
                .map(Model::name)
                .sorted(Comparator.comparingInt((String other) -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NEAR_MATCHES)
                .collect(Collectors.joining(", "));
        return new SpecError("no model is called " + name + "; the nearest are: " + near);
    }

    /** Edit distance in lower case; a name that contains the other is near whatever its length. */
    private static int distance(String wanted, String other) {
        String a = wanted.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        if (b.contains(a)) {
            return 0;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
