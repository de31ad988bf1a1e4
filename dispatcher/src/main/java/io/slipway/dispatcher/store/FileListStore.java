package io.slipway.dispatcher.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.MessageLimits;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bson.codecs.pojo.annotations.BsonId;
import org.springframework.stereotype.Component;

/** The file lists that pulls reported, by pages. */
@Component
public class FileListStore {
    private final MongoCollection<Page> pages;

    /** @param id {@code {targetId}#{page}} */
    public record Page(@BsonId String id, List<ManifestFile> files) {}

    public FileListStore(MongoDatabase database) {
        this.pages = database.getCollection("file_pages", Page.class);
    }

    /** A page sent twice is the same page: a published snapshot never changes. */
    public void put(String targetId, int page, List<ManifestFile> files) {
        String id = id(targetId, page);
        pages.replaceOne(eq(id), new Page(id, files), new ReplaceOptions().upsert(true));
    }

    /** One page (500 files) of the list a pull reported; empty past the last. */
    public List<ManifestFile> page(String pullTargetId, int page) {
        Page found = pages.find(eq(id(pullTargetId, page))).first();
        return found == null ? List.of() : found.files();
    }

    /** Every file, page by page. */
    public void forEach(String pullTargetId, Consumer<ManifestFile> consumer) {
        int page = 0;
        List<ManifestFile> files;
        do {
            files = page(pullTargetId, page);
            files.forEach(consumer);
            page++;
        } while (files.size() == MessageLimits.FILES_PER_PAGE);
    }

    /** Whether every page of so many files is stored; looked at from the last one, so that a count that is made up costs nothing. */
    public boolean has(String pullTargetId, long files) {
        long last = files < 1 ? -1 : (files - 1) / MessageLimits.FILES_PER_PAGE;
        return LongStream.rangeClosed(0, last)
                .map(done -> last - done)
                .allMatch(page -> pages.find(eq(id(pullTargetId, page)))
                                .projection(include("_id"))
                                .first()
                        != null);
    }

    private static String id(String targetId, long page) {
        return targetId + "#" + page;
    }
}
