package health.salus.ledger.store;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;

/// How RocksDB is set up, for a small machine: all caches together stay below 50 MB. Closed after the database.
final class Tuning implements AutoCloseable {

    static {
        // Before the first object of RocksDB is made, which is when the fields below are.
        RocksDB.loadLibrary();
    }

    /// Shared by all families, so that one number bounds the memory.
    private static final long BLOCK_CACHE_BYTES = 24L * 1024 * 1024;

    /// What comes in is sorted into what is there the more seldom, the more of it comes at once.
    private static final long WRITE_BUFFER_BYTES = 32L * 1024 * 1024;

    private static final long ALL_WRITE_BUFFERS_BYTES = 64L * 1024 * 1024;
    /// Bounds what is read again after a crash, and so the time to start.
    private static final long WRITE_AHEAD_LOG_BYTES = 96L * 1024 * 1024;

    private static final int METADATA_BLOCK_BYTES = 4 * 1024;
    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final double MEMTABLE_BLOOM_RATIO = 0.02;
    private static final int BACKGROUND_JOBS = 2;

    /// Twice the default: merging the newest files takes all of the level below them along, so it should be worth it.
    private static final int NEWEST_FILES_MERGED = 8;

    private static final int LOG_FILES_KEPT = 2;

    private final Cache cache = new LRUCache(BLOCK_CACHE_BYTES);
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS_PER_KEY);
    private final DBOptions options;
    private final ColumnFamilyOptions familyOptions;

    Tuning() {
        options = new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setDbWriteBufferSize(ALL_WRITE_BUFFERS_BYTES)
                .setMaxTotalWalSize(WRITE_AHEAD_LOG_BYTES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setKeepLogFileNum(LOG_FILES_KEPT)
                // A torn record at the end of the log is a crash; a bad one before the end is damage, and must not
                // pass as a shorter history.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
        familyOptions = new ColumnFamilyOptions()
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setLevel0FileNumCompactionTrigger(NEWEST_FILES_MERGED)
                // Nearly every resource that is written is new: a filter in memory too answers that nothing is there.
                .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_RATIO)
                .setMemtableWholeKeyFiltering(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(bloom)
                        // In pieces of a block's size: a whole file's filter would not fit into a share of the cache,
                        // and be read from the disk for each key once a million resources are there.
                        .setPartitionFilters(true)
                        .setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setMetadataBlockSize(METADATA_BLOCK_BYTES)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinTopLevelIndexAndFilter(true)
                        .setPinL0FilterAndIndexBlocksInCache(true));
    }

    DBOptions database() {
        return options;
    }

    ColumnFamilyOptions families() {
        return familyOptions;
    }

    @Override
    public void close() {
        familyOptions.close();
        options.close();
        bloom.close();
        cache.close();
    }
}
