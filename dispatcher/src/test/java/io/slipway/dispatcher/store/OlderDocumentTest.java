package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of stored document as builds before and after this one write it. Nothing migrates documents: what a later build adds
 * is {@code @Nullable} and missing in those of an earlier one, which in turn reads past what it does not know.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OlderDocumentTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final PrivateStore store = new PrivateStore();

    @BeforeAll
    void startsEmpty() {
        assertThat(store.database().listCollectionNames()).isEmpty();
    }

    @AfterAll
    void closeStore() {
        store.close();
    }

    static Stream<Class<? extends Record>> kinds() {
        return Stream.of(
                Account.class,
                Approval.class,
                Callback.class,
                CommandJournal.Entry.class,
                DeadLetter.class,
                DesiredVersion.class,
                FileListStore.Page.class,
                Installation.class,
                Job.class,
                JobInputs.class,
                Maintenance.class,
                ManifestStore.Stored.class,
                Notice.class,
                Reapply.class,
                ReleasePackage.class,
                ReleasePlan.class,
                ReleaseRuns.Runs.class,
                Schedule.class,
                Session.class,
                Target.class,
                Version.class,
                VersionSource.class,
                ZipParts.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <R extends Record> void whatIsWrittenIsReadAgain(Class<R> kind) {
        R full = sample(kind, false);

        assertThat(read(kind, written(kind, full))).isEqualTo(full);
    }

    /** Also inside of it: a target's failure, a plan's hosts. */
    @ParameterizedTest
    @MethodSource("kinds")
    <R extends Record> void whatAnEarlierBuildDidNotWriteIsNull(Class<R> kind) {
        R bare = sample(kind, true);
        Document document = written(kind, bare);
        removeNulls(document);

        assertThat(read(kind, document)).isEqualTo(bare);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <R extends Record> void whatALaterBuildWritesIsReadPast(Class<R> kind) {
        R full = sample(kind, false);
        Document document = written(kind, full);
        addLater(document);

        assertThat(read(kind, document)).isEqualTo(full);
    }

    /** One word of a document at a time, as a build between the two would have left it out. */
    @ParameterizedTest
    @MethodSource("kinds")
    <R extends Record> void eachOptionalPartMayBeMissingAlone(Class<R> kind) {
        R full = sample(kind, false);
        for (RecordComponent component : kind.getRecordComponents()) {
            if (optional(component)) {
                Document document = written(kind, full);
                document.remove(component.getName());
                R found = read(kind, document);

                assertThat(value(component, found)).as(component.getName()).isNull();
                for (RecordComponent other : kind.getRecordComponents()) {
                    if (!other.getName().equals(component.getName())) {
                        assertThat(value(other, found)).as(other.getName()).isEqualTo(value(other, full));
                    }
                }
            }
        }
    }

    private <R extends Record> Document written(Class<R> kind, R value) {
        MongoCollection<Document> raw = store.database().getCollection(kind.getSimpleName());
        raw.drop();
        store.database().getCollection(kind.getSimpleName(), kind).insertOne(value);
        return Objects.requireNonNull(raw.find().first());
    }

    private <R extends Record> R read(Class<R> kind, Document document) {
        MongoCollection<Document> raw = store.database().getCollection(kind.getSimpleName());
        raw.drop();
        raw.insertOne(document);
        return Objects.requireNonNull(store.database()
                .getCollection(kind.getSimpleName(), kind)
                .find()
                .first());
    }

    private static void removeNulls(Object node) {
        if (node instanceof Document document) {
            document.values().removeIf(Objects::isNull);
            document.values().forEach(OlderDocumentTest::removeNulls);
        } else if (node instanceof List<?> items) {
            items.forEach(OlderDocumentTest::removeNulls);
        }
    }

    private static void addLater(Object node) {
        if (node instanceof Document document) {
            document.values().forEach(OlderDocumentTest::addLater);
            document.put("ofALaterBuild", new Document("deep", Arrays.asList(1, null, new Document())));
        } else if (node instanceof List<?> items) {
            items.forEach(OlderDocumentTest::addLater);
        }
    }

    /** @param bare whether all that may be null is */
    private static <R extends Record> R sample(Class<R> kind, boolean bare) {
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : kind.getRecordComponents()) {
            values.add(
                    bare && optional(component) ? null : value(component.getGenericType(), component.getName(), bare));
        }
        try {
            Class<?>[] types = Arrays.stream(kind.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<R> constructor = kind.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(kind.getName(), e);
        }
    }

    private static Object value(Type type, String name, boolean bare) {
        if (type instanceof ParameterizedType list) {
            return List.of(value(list.getActualTypeArguments()[0], name, bare));
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return name;
        } else if (raw == Instant.class) {
            return AT;
        } else if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        } else if (raw.isRecord()) {
            return sample(raw.asSubclass(Record.class), bare);
        } else if (raw == int.class || raw == Integer.class) {
            return 7;
        } else if (raw == long.class || raw == Long.class) {
            return 7L;
        } else if (raw == boolean.class || raw == Boolean.class) {
            return true;
        }
        throw new AssertionError("teach this test a sample of " + type);
    }

    private static boolean optional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !component.isAnnotationPresent(BsonId.class);
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(component.getName(), e);
        }
    }
}
