package health.salus.kernel;

///  How one Java type is written as CBOR. Built once per type by looking at its declaration ([ValueCodecs]).
interface ValueCodec {

    void write(CborWriter writer, Object value);

    Object read(CborReader reader);
}
