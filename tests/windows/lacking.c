/* What Wine 8 lacks of Windows: functions of complex numbers, which NumPy links, and the numbers that Rust begins with. */
#include <math.h>
#include <windows.h>
#include <ntsecapi.h>

typedef struct { double r, i; } Double; /* as Microsoft's compiler passes a complex number */
typedef struct { float r, i; } Float;

#define ONE(name, type, part, builtin)                                                                                  \
    type our_##name(type z) {                                                                                           \
        _Complex part w;                                                                                                \
        __real__ w = z.r, __imag__ w = z.i;                                                                             \
        w = builtin(w);                                                                                                 \
        type out = {__real__ w, __imag__ w};                                                                            \
        return out;                                                                                                     \
    }
#define EACH(name)                                                                                                      \
    ONE(name, Double, double, __builtin_##name)                                                                         \
    ONE(name##l, Double, double, __builtin_##name)                                                                      \
    ONE(name##f, Float, float, __builtin_##name##f)
EACH(ccos) EACH(ccosh) EACH(cexp) EACH(csin) EACH(csinh) EACH(ctan) EACH(ctanh)

#define PARTS(ending, type, part, power)                                                                                \
    part our_creal##ending(type z) { return z.r; }                                                                      \
    part our_cimag##ending(type z) { return z.i; }                                                                      \
    part our_cabs##ending(type z) { return hypot(z.r, z.i); }                                                           \
    part our_carg##ending(type z) { return atan2(z.i, z.r); }                                                           \
    type our_cpow##ending(type z, type y) {                                                                             \
        _Complex part v, w;                                                                                             \
        __real__ w = z.r, __imag__ w = z.i, __real__ v = y.r, __imag__ v = y.i;                                         \
        w = power(w, v);                                                                                                \
        type out = {__real__ w, __imag__ w};                                                                            \
        return out;                                                                                                     \
    }
PARTS(, Double, double, __builtin_cpow)
PARTS(l, Double, double, __builtin_cpow)
PARTS(f, Float, float, __builtin_cpowf)

BOOL WINAPI our_ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, (ULONG)size); }
