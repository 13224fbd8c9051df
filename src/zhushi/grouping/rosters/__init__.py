"""Who is on duty on which reception day: plain data in, a proven plan out; knows no Django."""
