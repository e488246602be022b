package health.salus.kernel;

///  The only way for core modules to get randomness. In production a cryptographic generator; in the simulator a seed.
@FunctionalInterface
public interface RandomSource {

    void fill(byte[] target);

    default Octets octets(int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        fill(bytes);
        return Octets.wrap(bytes);
    }
}
