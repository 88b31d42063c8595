//! debrief
